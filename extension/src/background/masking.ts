/**
 * Answers the questions about texts: what is in it, what it becomes, what it was.
 * The engine finds and replaces, the policy decides what to do with each finding,
 * the user may have said otherwise, the vault keeps the table. Texts pass through
 * and are kept nowhere.
 */
import type { Action, Answer, Ask, Edit, Finding } from "../lib/messages.ts";
import type { RuleInfo } from "../engine/detector.ts";
import { actionFor, mustNotLeave, replaces, widens } from "../policy/actions.ts";
import type { Settings } from "../policy/settings.ts";
import type { Approvals } from "./approvals.ts";
import type { Engine } from "./engine.ts";
import type { Host } from "./host.ts";
import type { Vault } from "./vault.ts";
import type { Waivers, Waived } from "./waivers.ts";

/** Units of one question above which the engine is replaced afterwards. */
const HUGE = 1_000_000;

export interface MaskingOptions {
  host: Host;
  settings(): Promise<Settings>;
  waivers: Pick<Waivers, "of">;
  approvals: Pick<Approvals, "has">;
}

/** Something found, with its rule and what the policy does with it. */
interface Judged {
  start: number;
  length: number;
  info: RuleInfo;
  action: Action;
}

export class Masking {
  readonly #options: MaskingOptions;

  constructor(options: MaskingOptions) {
    this.#options = options;
  }

  async scan({ text, conversation }: Ask<"scan">): Promise<Answer<"scan">> {
    const settings = await this.#options.settings();
    if (settings.mode === "off") return { findings: [] };
    const judged = await this.#options.host.run((engine) => engine.scan(text, true).map((found) => ({ ...found, ...judge(engine, found.rule, settings) })));
    const findings: Finding[] = [];
    for (const one of judged) {
      const { start, length, score, info, action } = one;
      if (action === "off") continue;
      const finding: Finding = { start, length, rule: info.id, category: info.category, action, score };
      const waived = await this.#waived(one, text, conversation, settings);
      findings.push(waived ? { ...finding, action: "count", waived } : finding);
    }
    this.#relieve([text]);
    return { findings };
  }

  async mask(vault: Vault, { conversation, texts, purpose }: Ask<"mask">): Promise<Answer<"mask">> {
    const settings = await this.#options.settings();
    if (!replaces(settings.mode)) return { edits: texts.map(() => []), blocked: [] };
    const all = widens(settings);
    const answer = await vault.use(conversation, async (before) => {
      const edits: Edit[][] = [];
      const blocked = new Set<string>();
      const approved: number[] = [];
      let table = before;
      for (const [i, text] of texts.entries()) {
        const known = table;
        const { found, after } = await this.#options.host.run((engine) => {
          const done = engine.mask(known, text, all);
          return { found: done.edits.map((edit) => ({ ...edit, ...judge(engine, edit.rule, settings) })), after: done.table };
        });
        if (await this.#approved(found, text, conversation, settings, purpose === "send")) {
          approved.push(i);
          edits.push([]);
          continue; // nothing is replaced, so the table learns nothing
        }
        const kept: Edit[] = [];
        for (const one of found) {
          const { start, length, text: placeholder, info, action } = one;
          if (action === "block") blocked.add(info.id);
          if (!mustNotLeave({ action }) || (await this.#waived(one, text, conversation, settings))) continue;
          kept.push({ start, length, text: placeholder, category: info.category, action });
        }
        edits.push(kept);
        table = after;
      }
      const result: Answer<"mask"> = { edits, blocked: [...blocked].sort(), ...(approved.length > 0 ? { approved } : {}) };
      return purpose === "look" ? { result, table: before } : { result, table, used: true };
    });
    this.#relieve(texts);
    return answer;
  }

  /** Whether the user may say of what this rule finds that it is no personal data. */
  async mayWaive(rule: string): Promise<boolean> {
    const settings = await this.#options.settings();
    const info = await this.#options.host.run((engine) => engine.rules().find(({ id }) => id === rule));
    return info !== undefined && waivable(settings, info, actionFor(settings, info.category, info.stage));
  }

  async unmask(vault: Vault, { conversation, texts }: Ask<"unmask">): Promise<Answer<"unmask">> {
    return vault.use(conversation, async (table) => {
      if (table.length === 0) return { result: { edits: texts.map(() => []) }, table };
      const edits: Edit[][] = [];
      for (const text of texts) edits.push(await this.#restore(table, text));
      return { result: { edits }, table };
    });
  }

  async #waived({ start, length, info, action }: Judged, text: string, conversation: string, settings: Settings): Promise<Waived | undefined> {
    if (!waivable(settings, info, action)) return undefined;
    return this.#options.waivers.of({ category: info.category, value: text.slice(start, start + length), conversation });
  }

  /** Has the user allowed exactly this text? What is blocked nobody can allow. */
  async #approved(found: readonly Judged[], text: string, conversation: string, settings: Settings, use: boolean): Promise<boolean> {
    if (!settings.allowOriginal || found.some(({ action }) => action === "block") || !found.some(mustNotLeave)) return false;
    return this.#options.approvals.has(conversation, text, use);
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

function judge(engine: Engine, rule: number, settings: Settings): { info: RuleInfo; action: Action } {
  const info = engine.rules()[rule];
  if (!info) throw new Error("engine: unknown rule");
  return { info, action: actionFor(settings, info.category, info.stage) };
}

/** Secrets, and what must not be sent, nobody can except. */
function waivable(settings: Settings, info: RuleInfo, action: Action): boolean {
  return settings.allowExceptions && mustNotLeave({ action }) && action !== "block" && !info.secret && info.category !== "SECRET";
}
