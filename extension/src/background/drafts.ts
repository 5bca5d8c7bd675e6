/**
 * Follows the long text in a composer change by change, so that typing into it costs
 * what is typed and not what is there. The text under edit is in memory, here and in
 * the engine, from the first change until the composer lets go of it, its Port closes,
 * another long text comes, or the engine is replaced; it is written nowhere.
 *
 * What is found here is shown to the user. It is never a verdict: before a prompt
 * leaves, all of it is masked and checked as if nothing were known.
 */
import { partsPair, updated, type TextChange, type Update } from "../lib/change.ts";
import type { Answer, Ask, Finding } from "../lib/messages.ts";
import { turn } from "../lib/turn.ts";
import type { Settings } from "../policy/settings.ts";
import type { Engine } from "./engine.ts";
import type { Host } from "./host.ts";
import type { Masking } from "./masking.ts";

/** Units that go into the engine at once: it answers others in between. */
const PIECE = 16 << 10;

export interface DraftsOptions {
  host: Pick<Host, "run">;
  settings(): Promise<Settings>;
  masking: Pick<Masking, "judged">;
  /** Lets others have their turn. */
  breathe?(): Promise<void>;
}

interface Held {
  /** The frame whose text it is. */
  owner: object;
  engine: Engine;
  conversation: string;
  version: number;
  text: string;
  total: number;
}

const UNKNOWN: Answer<"draft"> = { known: false, total: 0, first: 0, removed: 0, findings: [] };

export class Drafts {
  readonly #options: DraftsOptions;
  readonly #left = new WeakMap<object, number>();
  #held: Held | undefined;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** Version 0 is a whole text; every other one changes the version before it, or is unknown. */
  async draft(ask: Ask<"draft">, owner: object): Promise<Answer<"draft">> {
    const left = this.#left.get(owner);
    const settings = await this.#options.settings();
    if (left !== this.#left.get(owner)) return UNKNOWN; // nobody waits for this answer
    if (settings.mode === "off") {
      this.leave(owner);
      return { ...UNKNOWN, known: ask.version === 0 };
    }
    // Pseudonyms that read like names are told from names by the table of the conversation, in the whole text.
    if (settings.placeholders === "names") return UNKNOWN;
    return ask.version === 0 ? this.#open(ask, owner, settings) : this.#edit(ask, owner, settings);
  }

  /** Forgets the text of a frame. */
  leave(owner: object): void {
    this.#left.set(owner, (this.#left.get(owner) ?? 0) + 1);
    if (this.#held?.owner === owner) this.#drop();
  }

  #drop(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.engine.close();
  }

  async #open({ by: text, conversation }: Ask<"draft">, owner: object, settings: Settings): Promise<Answer<"draft">> {
    const left = this.#left.get(owner);
    const held = await this.#options.host.run((engine): Held | undefined => {
      if (left !== this.#left.get(owner)) return undefined;
      this.#drop();
      engine.open("");
      return (this.#held = { owner, engine, conversation, version: 0, text: "", total: 0 });
    });
    if (!held) return UNKNOWN;
    let findings: Finding[] = [];
    while (held.text.length < text.length) {
      const by = text.slice(held.text.length, pieceEnd(text, held.text.length + PIECE));
      const update = await this.#change(held, { start: held.text.length, removed: 0, by }, settings);
      if (!update) return UNKNOWN;
      findings = updated(findings, update, 0);
      if (held.text.length < text.length) await (this.#options.breathe ?? turn)();
    }
    return { known: true, total: held.total, first: 0, removed: 0, findings };
  }

  async #edit(ask: Ask<"draft">, owner: object, settings: Settings): Promise<Answer<"draft">> {
    const held = this.#held;
    if (!held || held.owner !== owner || held.conversation !== ask.conversation || held.version + 1 !== ask.version) return UNKNOWN;
    held.version = ask.version;
    const update = await this.#change(held, ask, settings);
    return update ? { known: true, total: held.total, ...update } : UNKNOWN;
  }

  /** Undefined when the engine does not have this text any more. */
  async #change(held: Held, { start, removed, by }: TextChange, settings: Settings): Promise<Update<Finding> | undefined> {
    const update = await this.#options.host.run((engine) => {
      const { text } = held;
      if (this.#held !== held || engine !== held.engine || start + removed > text.length) return undefined;
      const raw = engine.edit({ start, removed, by });
      if (!raw) return undefined;
      held.text = text.slice(0, start) + by + text.slice(start + removed);
      held.total += raw.findings.length - raw.removed;
      return { ...raw, rules: engine.rules() };
    });
    if (!update) return undefined;
    const { first, removed: replaced, findings: raw, rules } = update;
    const { text, conversation } = held;
    return { first, removed: replaced, findings: await this.#options.masking.judged(raw, { text, conversation, settings, rules }) };
  }
}

/** The end of a piece of about this length that parts no pair of surrogates. */
function pieceEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && partsPair(text, end)) end++;
  return end;
}

