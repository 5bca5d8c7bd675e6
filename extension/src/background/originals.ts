/**
 * The question "send this as it is?". It is put in a window of the extension,
 * where no page can reach it, about a text with all that would be replaced in it.
 * The user picks what to keep; all else is still replaced. What comes out is
 * approved once (approvals.ts). The text waits in memory and nowhere else.
 */
import { applied } from "../bridge/edits.ts";
import type { Box } from "../lib/box.ts";
import type { Answer, Ask, Edit, OriginalReason, Question } from "../lib/messages.ts";
import { ORIGINAL_REASONS } from "../lib/messages.ts";
import { Refused } from "../lib/port.ts";
import { Queue } from "../lib/queue.ts";
import type { Settings } from "../policy/settings.ts";
import type { Approvals } from "./approvals.ts";
import type { Caller } from "./chat.ts";
import type { Masking } from "./masking.ts";

/** Kept on this device, for the user alone: that originals were allowed, by class. */
export interface Allowed {
  day: string;
  categories: string[];
  reason: OriginalReason | null;
}

export interface OriginalsOptions {
  masking: Pick<Masking, "mask">;
  approvals: Approvals;
  settings(): Promise<Settings>;
  /** Shows the question with this id; resolves to the number of its window when that is there. */
  show(id: string): Promise<number | undefined>;
  box: Box;
  now(): number;
  today(): string;
}

interface Pending {
  conversation: string;
  text: string;
  /** What stands in the conversation. */
  said: string[];
  edits: Edit[];
  preferred: number;
  caller: Caller;
  /** The window that shows it. */
  window: number | undefined;
  /** When the user first saw it, or came back to it. */
  seen: number | undefined;
}

/** Nobody has read and decided sooner. */
export const DELAY = 1_500;
/** The browser may tell us this much later than the window that the user came back. */
export const LAG = 500;
const KEY = "originals";
const LISTED = 100;

export class Originals {
  readonly #options: OriginalsOptions;
  readonly #queue = new Queue();
  readonly #pending = new Map<string, Pending>();

  constructor(options: OriginalsOptions) {
    this.#options = options;
  }

  /** Puts the question for a text; `start` is where the finding stands that the user wants to keep. */
  async ask({ conversation, text, start, said }: Ask<"original">, caller: Caller): Promise<Answer<"original">> {
    if (!(await this.#options.settings()).allowOriginal) throw new Refused("policy-blocks");
    const masked = await this.#options.masking.mask(caller.vault, { conversation, texts: [text], purpose: "look", said });
    if ("wanted" in masked) throw new Refused("engine-failed");
    const { edits: [edits = []], blocked } = masked;
    if (blocked.length > 0) throw new Refused("policy-blocks");
    for (const [id, pending] of this.#pending) if (pending.caller.tab === caller.tab) this.#pending.delete(id);
    const id = crypto.randomUUID();
    const preferred = edits.findIndex((edit) => start >= edit.start && start < edit.start + edit.length);
    const pending: Pending = { conversation, text, said, edits, preferred, caller, window: undefined, seen: undefined };
    this.#pending.set(id, pending);
    pending.window = await this.#options.show(id);
    return { question: id };
  }

  /** The browser has put this window in front: what it asks counts as seen from now on. */
  focused(window: number): void {
    const since = this.#options.now() - LAG;
    for (const pending of this.#pending.values()) if (pending.window === window && pending.seen !== undefined) pending.seen = Math.max(pending.seen, since);
  }

  /** What the window shows; undefined once it is decided, replaced or lost. */
  async question(id: string): Promise<Question | null> {
    const pending = this.#pending.get(id);
    if (!pending) return null;
    pending.seen ??= this.#options.now();
    const { text, edits, preferred } = pending;
    return { text, edits, preferred, reason: (await this.#options.settings()).originalReason, delay: DELAY };
  }

  /** `keep`: positions of the edits whose originals are to be sent. */
  async decide(id: string, keep: readonly number[], reason: OriginalReason | null): Promise<void> {
    const pending = this.#pending.get(id);
    const settings = await this.#options.settings();
    if (!pending || !settings.allowOriginal) throw new Refused("policy-blocks");
    const { conversation, text, said, edits, caller, seen } = pending;
    const kept = edits.filter((_, i) => keep.includes(i));
    const known = reason === null || ORIGINAL_REASONS.includes(reason);
    const early = seen === undefined || this.#options.now() - seen < DELAY;
    if (kept.length === 0 || !known || early || (settings.originalReason && reason === null)) throw new Refused("policy-blocks");
    this.#pending.delete(id);
    // The question was a look: only now does the table learn what the placeholders of the rest stand for.
    const masked = await this.#options.masking.mask(caller.vault, { conversation, texts: [text], said });
    const found = "wanted" in masked ? [] : (masked.edits[0] ?? []);
    if (found.length !== edits.length || found.some(({ start, length }, i) => start !== edits[i]?.start || length !== edits[i].length)) throw new Refused("text-changed");
    const replaced = found.filter((_, i) => !keep.includes(i));
    await this.#options.approvals.allow(conversation, applied(text, replaced));
    await this.#note({ day: this.#options.today(), categories: [...new Set(kept.map(({ category }) => category))].sort(), reason });
    caller.push({ push: "approved", question: id, edits: replaced });
  }

  /** What was allowed on this device, newest first. */
  async list(): Promise<Allowed[]> {
    const stored = await this.#options.box.get(KEY);
    return Array.isArray(stored) ? (stored as Allowed[]).toReversed() : [];
  }

  #note(allowed: Allowed): Promise<void> {
    return this.#queue.run(KEY, async () => {
      await this.#options.box.set(KEY, [...(await this.list()).toReversed(), allowed].slice(-LISTED));
    });
  }
}
