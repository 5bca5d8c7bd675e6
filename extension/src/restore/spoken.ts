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

/** Milliseconds that a page may take to draw the turns of a conversation that has a name. */
const DRAWN = 2_000;

export class Spoken {
  readonly #options: SpokenOptions;
  /** Each conversation is waited for once: a page may have no turns that we know. */
  #awaited: { conversation: string; drawn: Promise<void> } | undefined;

  constructor(options: SpokenOptions) {
    this.#options = options;
  }

  /** Whether anything was said, or is to be expected. */
  any(conversation: string): boolean {
    return this.#options.named(conversation) || this.#any();
  }

  /** One text for each turn, as it was sent and received. */
  async read(conversation: string): Promise<string[]> {
    if (this.#options.named(conversation)) {
      if (this.#awaited?.conversation !== conversation) this.#awaited = { conversation, drawn: this.#drawn() };
      await this.#awaited.drawn;
    }
    return this.#options.restored() ?? saidIn(pageAround(), this.#options.turns(), () => []);
  }

  #any(): boolean {
    return turnsIn(pageAround(), this.#options.turns()).length > 0;
  }

  #drawn(): Promise<void> {
    if (this.#any()) return Promise.resolve();
    return new Promise((done) => {
      const end = (): void => {
        observer.disconnect();
        clearTimeout(timer);
        done();
      };
      const observer = new MutationObserver(() => {
        if (this.#any()) end();
      });
      const timer = setTimeout(end, DRAWN);
      observer.observe(pageAround(), { childList: true, subtree: true });
    });
  }
}
