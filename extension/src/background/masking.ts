/**
 * Answers the questions about texts: what is in it, what it becomes, what it was.
 * The engine finds and replaces, the policy decides what to do with each finding,
 * the user may have said otherwise, the vault keeps the table. Texts pass through
 * and are kept nowhere.
 */
import type { Action, Answer, Ask, Edit, Finding, Masked, Wanted } from "../lib/messages.ts";
import type { MaskEdit, RawFinding, RuleInfo } from "../engine/detector.ts";
import { Refused } from "../lib/port.ts";
import { turn } from "../lib/turn.ts";
import { actionFor, mustNotLeave, replaces, widens } from "../policy/actions.ts";
import type { Settings } from "../policy/settings.ts";
import type { Approvals } from "./approvals.ts";
import { covering, type Span } from "./covering.ts";
import type { Host } from "./host.ts";
import { LONG, Texts } from "./texts.ts";
import type { Vault } from "./vault.ts";
import type { Waivers, Waived } from "./waivers.ts";

/** How many findings are judged before others have a turn. */
const BATCH = 2_000;

export interface MaskingOptions {
  host: Host;
  settings(): Promise<Settings>;
  waivers: Pick<Waivers, "any" | "of">;
  approvals: Pick<Approvals, "any" | "has">;
}

/** Something found, with its rule and what the policy does with it. */
interface Judged {
  start: number;
  length: number;
  info: RuleInfo;
  action: Action;
}

/** What is known when the findings of one text are judged. */
export interface Case {
  text: string;
  conversation: string;
  settings: Settings;
  rules: readonly RuleInfo[];
  /** Whether the user has excepted anything at all. */
  excepted: boolean;
}

export class Masking {
  readonly #options: MaskingOptions;
  readonly #texts: Texts;

  constructor(options: MaskingOptions) {
    this.#options = options;
    this.#texts = new Texts(options.host);
  }

  async scan(vault: Vault, { text, conversation }: Ask<"scan">, signal?: AbortSignal): Promise<Answer<"scan">> {
    const settings = await this.#options.settings();
    if (settings.mode === "off") return { findings: [] };
    const { findings: raw, rules } = await this.#texts.scan(text, signal);
    const ours = settings.placeholders === "names" ? await this.#pseudonyms(vault, conversation, text, signal) : undefined;
    const others = ours ? raw.filter((found) => !ours(found)) : raw;
    const findings = await this.judged(others, { text, conversation, settings, rules });
    return { findings: findings.filter(({ action }) => action !== "off") };
  }

  /** What the policy does with each of the findings, unless the user has waived it. */
  async judged(raw: readonly RawFinding[], about: Omit<Case, "excepted">): Promise<Finding[]> {
    const excepted = await this.#options.waivers.any();
    const findings: Finding[] = [];
    for (const [i, { start, length, rule, score }] of raw.entries()) {
      if (i % BATCH === BATCH - 1) await turn();
      const { info, action } = judge(about.rules, rule, about.settings);
      const finding: Finding = { start, length, rule: info.id, category: info.category, action, score };
      const waived = excepted ? await this.#waived({ start, length, info, action }, { ...about, excepted }) : undefined;
      findings.push(waived ? { ...finding, action: "count", waived } : finding);
    }
    return findings;
  }

  async mask(vault: Vault, { conversation, texts, purpose, said }: Ask<"mask">, signal?: AbortSignal): Promise<Answer<"mask">> {
    const settings = await this.#options.settings();
    if (!replaces(settings.mode)) return { edits: texts.map(() => []), blocked: [] };
    const all = widens(settings);
    return vault.use<Answer<"mask">>(conversation, async (before) => {
      const edits: Edit[][] = [];
      const blocked = new Set<string>();
      const approved: number[] = [];
      const excepted = await this.#options.waivers.any();
      // Of a text that may leave as it is the table learns nothing: such texts go one by one.
      const singly = settings.allowOriginal && this.#options.approvals.any && (purpose === "write" || purpose === "send");
      const wanted: { result: Wanted; table: Uint8Array } = { result: { wanted: "said" }, table: before };
      if (singly && said === undefined) return wanted; // approvals can be spent only once
      const how = { all, speaking: settings.placeholders === "names", said: said ?? [] };
      let table = before;
      let some = false;
      for (const batch of singly ? texts.map((text) => [text]) : [texts]) {
        const { edits: found, table: after, rules } = await this.#texts.mask(table, batch, how, signal);
        for (const [i, text] of batch.entries()) {
          const list = found[i] ?? [];
          some ||= list.length > 0;
          const about = { text, conversation, settings, rules, excepted };
          if (singly && (await this.#approved(list, about, purpose === "send"))) {
            approved.push(edits.length);
            edits.push([]);
          } else {
            edits.push(await this.#kept(list, about, blocked));
            table = after;
          }
        }
      }
      // Nothing is ever taken out of a table: one of another size has something new in it,
      // unless it was no table yet and nothing was found.
      if (said === undefined && some && table.length !== before.length) return wanted;
      const result: Masked = { edits, blocked: [...blocked].sort(), ...(approved.length > 0 ? { approved } : {}) };
      return purpose === "look" ? { result, table: before } : { result, table, used: true };
    });
  }

  /** Why findings are findings. */
  async explain({ text, places }: Ask<"explain">): Promise<Answer<"explain">> {
    if (text.length > LONG) return { reasons: places.map(() => []) };
    return { reasons: await this.#options.host.run((engine) => places.map((place) => engine.explain(text, place, true))) };
  }

  /** Whether the user may say of what this rule finds that it is no personal data. */
  async mayWaive(rule: string): Promise<boolean> {
    const settings = await this.#options.settings();
    const info = await this.#options.host.run((engine) => engine.rules().find(({ id }) => id === rule));
    return info !== undefined && waivable(settings, info, actionFor(settings, info.category, info.stage));
  }

  async unmask(vault: Vault, { conversation, texts }: Ask<"unmask">, signal?: AbortSignal): Promise<Answer<"unmask">> {
    return vault.use(conversation, async (table) => {
      const edits: Edit[][] = table.length === 0 ? texts.map(() => []) : await this.#texts.unmask(table, texts, signal);
      return { result: { edits }, table };
    });
  }

  /** Whether a finding is a pseudonym of this conversation: to the rules it looks like what it stands for. */
  async #pseudonyms(vault: Vault, conversation: string, text: string, signal?: AbortSignal): Promise<(found: Span) => boolean> {
    const { edits } = await this.unmask(vault, { conversation, texts: [text] }, signal);
    return covering(text, edits[0] ?? []);
  }

  /** The edits that are made; rules that forbid to send are noted in `blocked`. */
  async #kept(found: readonly MaskEdit[], about: Case, blocked: Set<string>): Promise<Edit[]> {
    const kept: Edit[] = [];
    for (const [i, { start, length, text: placeholder, rule }] of found.entries()) {
      if (i % BATCH === BATCH - 1) await turn();
      const { info, action } = judge(about.rules, rule, about.settings);
      if (action === "block") blocked.add(info.id);
      if (!mustNotLeave({ action }) || (about.excepted && (await this.#waived({ start, length, info, action }, about)))) continue;
      kept.push({ start, length, text: placeholder, category: info.category, action });
    }
    return kept;
  }

  async #waived({ start, length, info, action }: Judged, { text, conversation, settings }: Case): Promise<Waived | undefined> {
    if (!waivable(settings, info, action)) return undefined;
    return this.#options.waivers.of({ category: info.category, value: text.slice(start, start + length), conversation });
  }

  /** Has the user allowed exactly this text? What is blocked nobody can allow. */
  async #approved(found: readonly MaskEdit[], { text, conversation, settings, rules }: Case, use: boolean): Promise<boolean> {
    const actions = found.map(({ rule }) => judge(rules, rule, settings));
    if (actions.some(({ action }) => action === "block") || !actions.some(mustNotLeave)) return false;
    return this.#options.approvals.has(conversation, text, use);
  }
}

function judge(rules: readonly RuleInfo[], rule: number, settings: Settings): { info: RuleInfo; action: Action } {
  const info = rules[rule];
  if (!info) throw new Refused("engine-failed");
  return { info, action: actionFor(settings, info.category, info.stage) };
}

/** Secrets, and what must not be sent, nobody can except. */
function waivable(settings: Settings, info: RuleInfo, action: Action): boolean {
  return settings.allowExceptions && mustNotLeave({ action }) && action !== "block" && !info.secret && info.category !== "SECRET";
}
