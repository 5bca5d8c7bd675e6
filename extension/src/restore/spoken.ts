/**
 * What was said in the conversation of the page, also as a frame in it sees that:
 * a frame without turns of its own belongs to the conversation around it. New
 * placeholders are never those that stand there, whose originals may be deleted.
 */
import { pageAround, saidIn, turnsIn } from "./said.ts";

export interface SpokenOptions {
  /** Selector of the turns. */
  turns(): string;
  /** Whether the site has named this conversation: then something was said in it. */
  named(conversation: string): boolean;
  /** What the turns say where originals stand in them; undefined where none do. */
  restored(): string[] | undefined;
}

/** Milliseconds that a question waits for the turns of a conversation that has a name. */
const DRAWN = 2_000;
/** Milliseconds after which a page that has drawn none has no turns that we know. */
const LOADED = 10_000;

export class Spoken {
  readonly #options: SpokenOptions;
  /** The last conversation that was asked about, and until when its turns are waited for. */
  #expected: { conversation: string; until: number } | undefined;

  constructor(options: SpokenOptions) {
    this.#options = options;
  }

  /** Whether anything was said, or is to be expected. */
  any(conversation: string): boolean {
    return this.#options.named(conversation) || this.#any();
  }

  /** One text for each turn, as it was sent and received. */
  async read(conversation: string): Promise<string[]> {
    if (this.#options.named(conversation)) await this.#drawn(conversation);
    return this.#options.restored() ?? saidIn(pageAround(), this.#options.turns(), () => []);
  }

  #any(): boolean {
    return turnsIn(pageAround(), this.#options.turns()).length > 0;
  }

  #drawn(conversation: string): Promise<void> {
    const now = performance.now();
    if (this.#expected?.conversation !== conversation) this.#expected = { conversation, until: now + LOADED };
    const left = Math.min(DRAWN, this.#expected.until - now);
    if (this.#any() || left <= 0) return Promise.resolve();
    return new Promise((done) => {
      const end = (): void => {
        observer.disconnect();
        clearTimeout(timer);
        done();
      };
      const observer = new MutationObserver(() => {
        if (this.#any()) end();
      });
      const timer = setTimeout(end, left);
      observer.observe(pageAround(), { childList: true, subtree: true });
    });
  }
}
