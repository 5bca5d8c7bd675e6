/**
 * Finds what is in the composer's text. A short text is scanned as it is; of a long
 * one the background hears only what changed (background/drafts.ts), and all of it
 * again when it has lost the thread. What is found that way is for showing.
 */
import { changeBetween, updated } from "../lib/change.ts";
import type { Answer, Ask, Finding } from "../lib/messages.ts";

/** Units from which on a text is followed, and up to which. */
export const LEAST = 4_000;
export const MOST = 200_000;

export interface Found {
  findings: Finding[];
  /** False: for showing, not for letting anything leave. */
  verdict: boolean;
}

export interface LongTools {
  conversation(): Promise<string>;
  scan(text: string): Promise<Finding[]>;
  draft(ask: Ask<"draft">): Promise<Answer<"draft">>;
  leave(): void;
}

interface Held {
  text: string;
  version: number;
  findings: Finding[];
}

export class Long {
  readonly #tools: LongTools;
  #held: Held | undefined;
  /** Whether the background may hold a text of this frame. */
  #open = false;
  #left = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(tools: LongTools) {
    this.#tools = tools;
  }

  /** Each text waits for the answer to the one before. */
  find(text: string): Promise<Found> {
    const next = this.#last.then(() => this.#find(text));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** The composer holds no long text any more, or what was found no longer counts. */
  leave(): void {
    this.#held = undefined;
    this.#left++;
    if (!this.#open) return;
    this.#open = false;
    this.#tools.leave();
  }

  async #find(text: string): Promise<Found> {
    if (text.length >= LEAST && text.length <= MOST) {
      const found = await this.#follow(text);
      if (found) return { findings: found.filter((f) => f.action !== "off"), verdict: false };
    }
    this.leave();
    return { findings: await this.#tools.scan(text), verdict: true };
  }

  async #follow(text: string): Promise<Finding[] | undefined> {
    const held = this.#held;
    this.#held = undefined; // until the answer is there, nobody knows what the background has
    this.#open = true;
    const left = this.#left;
    const conversation = await this.#tools.conversation();
    const next = (held && (await this.#change(held, text, conversation))) ?? (await this.#whole(text, conversation));
    // Left meanwhile: the answer is true, and nothing to go on from.
    if (left === this.#left) this.#held = next;
    return next?.findings;
  }

  async #change(held: Held, text: string, conversation: string): Promise<Held | undefined> {
    const version = held.version + 1;
    const answer = await this.#tools.draft({ conversation, version, ...changeBetween(held.text, text) });
    if (!answer.known) return undefined;
    const findings = updated(held.findings, answer, text.length - held.text.length);
    return findings.length === answer.total ? { text, version, findings } : undefined;
  }

  async #whole(text: string, conversation: string): Promise<Held | undefined> {
    const { known, findings } = await this.#tools.draft({ conversation, version: 0, start: 0, removed: 0, by: text });
    return known ? { text, version: 0, findings } : undefined;
  }
}
