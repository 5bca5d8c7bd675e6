/**
 * Answers the questions about texts: what is in it, what it becomes, what it was.
 * The engine finds and replaces, the policy decides what to do with each finding,
 * the vault keeps the table. Texts pass through and are kept nowhere.
 */
import type { Answer, Ask, Edit, Finding } from "../lib/messages.ts";
import { actionFor, mustNotLeave, replaces, widens } from "../policy/actions.ts";
import type { Settings } from "../policy/settings.ts";
import type { Host } from "./host.ts";
import type { Vault } from "./vault.ts";

/** Units of one question above which the engine is replaced afterwards. */
const HUGE = 1_000_000;

export interface MaskingOptions {
  host: Host;
  settings(): Promise<Settings>;
}

export class Masking {
  readonly #options: MaskingOptions;

  constructor(options: MaskingOptions) {
    this.#options = options;
  }

  async scan({ text }: Ask<"scan">): Promise<Answer<"scan">> {
    const settings = await this.#options.settings();
    if (settings.mode === "off") return { findings: [] };
    const findings = await this.#options.host.run((engine) => {
      const rules = engine.rules();
      return engine.scan(text, true).map(({ start, length, rule, score }): Finding => {
        const info = rules[rule];
        if (!info) throw new Error("engine: unknown rule");
        const action = actionFor(settings, info.category, info.stage);
        return { start, length, rule: info.id, category: info.category, action, score };
      });
    });
    this.#relieve([text]);
    return { findings: findings.filter((f) => f.action !== "off") };
  }

  async mask(vault: Vault, { conversation, texts }: Ask<"mask">): Promise<Answer<"mask">> {
    const settings = await this.#options.settings();
    if (!replaces(settings.mode)) return { edits: texts.map(() => []), blocked: [] };
    const all = widens(settings);
    const answer = await vault.use(conversation, async (before) => {
      const edits: Edit[][] = [];
      const blocked = new Set<string>();
      let table = before;
      for (const text of texts) {
        const known = table;
        const done = await this.#options.host.run((engine) => {
          const rules = engine.rules();
          const { edits: raw, table: after } = engine.mask(known, text, all);
          const kept: Edit[] = [];
          for (const { start, length, text: placeholder, rule } of raw) {
            const info = rules[rule];
            if (!info) throw new Error("engine: unknown rule");
            const action = actionFor(settings, info.category, info.stage);
            if (action === "block") blocked.add(info.id);
            if (mustNotLeave({ action })) kept.push({ start, length, text: placeholder, category: info.category, action });
          }
          return { kept, after };
        });
        edits.push(done.kept);
        table = done.after;
      }
      return { result: { edits, blocked: [...blocked].sort() }, table, used: true };
    });
    this.#relieve(texts);
    return answer;
  }

  async unmask(vault: Vault, { conversation, texts }: Ask<"unmask">): Promise<Answer<"unmask">> {
    return vault.use(conversation, async (table) => {
      if (table.length === 0) return { result: { edits: texts.map(() => []) }, table };
      const edits: Edit[][] = [];
      for (const text of texts) edits.push(await this.#restore(table, text));
      return { result: { edits }, table };
    });
  }

  #relieve(texts: readonly string[]): void {
    if (texts.some((text) => text.length > HUGE)) this.#options.host.relieve();
  }

  #restore(table: Uint8Array, text: string): Promise<Edit[]> {
    return this.#options.host.run((engine) =>
      engine.unmask(table, text),
    );
  }
}
