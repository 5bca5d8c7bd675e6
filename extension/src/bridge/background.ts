/**
 * The frame's line to the background. Knows the mode once the background has told
 * it, and keeps a note of the last failure, because the state shown to the user
 * depends on it. Every question may throw Refused and nothing else.
 */
import { alive, connect } from "../lib/ext.ts";
import type { Answer, Ask, BlockReason, Edit, Kind, Masked, Mode, Push, Requests, Rights, View } from "../lib/messages.ts";
import type { Site } from "../sites/site.ts";
import { CHAT, Client, reasonOf, Refused } from "../lib/port.ts";

/** What was said in the conversation on the page, as it was sent and received. */
export interface Said {
  /** Whether anything was, or is to be expected, because this conversation has a name. */
  any(conversation: string): boolean;
  /** What stands there; waits a little for a page that has not drawn it yet. */
  read(conversation: string): Promise<string[]>;
}

export interface BackgroundOptions {
  top: boolean;
  /** Policy or rules changed: what is known about texts no longer counts. */
  changed(): void;
  /** The user allowed originals of the text of this question. */
  approved(question: string, edits: readonly Edit[]): void;
  /** The user wants to see this, asked for in the popup. */
  show(what: View): void;
  /** Whether the last question could be answered, when that changes. */
  health(failure: BlockReason | undefined): void;
  /** The site as signed tables mend it, each time that the background tells it; null without any. */
  site(mended: Site | null): void;
  said: Said;
  /** true with every sign of life of work on a long text, false when it is over. */
  work(going: boolean): void;
}

/** Reasons that tell something about the background itself. */
const ILL: readonly BlockReason[] = ["background-away", "extension-updated", "engine-failed"];
const AFTER_CLOSE = [0, 200, 2_000];
/** A worker sleeps after 30 s without a message. */
const DROWSY = 20_000;
/** Units above which texts are not masked twice to find out whether something in them is new. */
const LONG = 32 << 10;

export class Background {
  readonly #options: BackgroundOptions;
  readonly #client: Client<Requests>;
  #mode: Mode | undefined;
  #names = true;
  #rights: Rights = { exceptions: false, originals: false, dictation: false, copies: false, invented: false };
  #failure: BlockReason | undefined;
  #greeting: Promise<Mode> | undefined;
  #last = 0;

  constructor(options: BackgroundOptions) {
    this.#options = options;
    this.#client = new Client<Requests>({
      open: () => connect(CHAT),
      alive,
      once: ["sent"],
      onWork: (going) => this.#options.work(going),
      onPush: (message) => this.#push(message as Push),
      // The Port of a replaced extension closes a moment before its script is cut off.
      onClose: () => {
        for (const moment of AFTER_CLOSE) setTimeout(() => this.#look(), moment);
      },
    });
  }

  /** undefined until the background has answered once. */
  get knownMode(): Mode | undefined {
    return this.#mode;
  }

  /** False once the background has said that names in running text are not found. */
  get names(): boolean {
    return this.#names;
  }

  /** What the policy lets the user do, as far as it is known. */
  get rights(): Rights {
    return this.#rights;
  }

  async mode(): Promise<Mode> {
    return this.#mode ?? (this.#greeting ??= this.greet());
  }

  async ask<K extends Kind>(kind: K, ask: Ask<K>): Promise<Answer<K>> {
    this.#last = performance.now();
    try {
      const answer = await this.#client.ask(kind, ask);
      this.#note(undefined);
      return answer;
    } catch (error) {
      this.#note(reasonOf(error));
      throw error;
    }
  }

  /** Masks; says what was said in the conversation when something new needs it. */
  async mask(ask: Omit<Ask<"mask">, "said">): Promise<Masked> {
    const { said } = this.#options;
    const told = async (): Promise<Ask<"mask">> => ({ ...ask, said: await said.read(ask.conversation) });
    const early = !said.any(ask.conversation) || ask.texts.some(({ length }) => length > LONG);
    let answer = await this.ask("mask", early ? await told() : ask);
    if ("wanted" in answer) answer = await this.ask("mask", await told());
    if ("wanted" in answer) throw new Refused("engine-failed");
    return answer;
  }

  /** Says something whose failure changes nothing. */
  tell<K extends Kind>(kind: K, ask: Ask<K>): void {
    void this.#client.ask(kind, ask).catch(() => undefined);
  }

  /** Before the first keystroke after a pause: a sleeping background wakes up now. */
  wake(): void {
    this.#look();
    if (performance.now() - this.#last < DROWSY) return;
    this.#last = performance.now();
    void this.greet().catch(() => undefined);
  }

  /** Asks what to begin with, also when a push has told it: so it is seen that the background answers. */
  async greet(): Promise<Mode> {
    try {
      const { mode, rights, names, site } = await this.ask("hello", { top: this.#options.top });
      this.#mode = mode;
      this.#rights = rights;
      this.#names = names;
      this.#options.site(site as Site | null);
      return mode;
    } finally {
      this.#greeting = undefined;
    }
  }

  /** Is this script still part of an extension? */
  #look(): void {
    if (!alive()) this.#note("extension-updated");
  }

  #push(message: Push): void {
    switch (message.push) {
      case "approved":
        this.#options.approved(message.question, message.edits);
        return;
      case "show":
        this.#options.show(message.what);
        return;
      case "policy":
        this.#mode = message.mode;
        this.#rights = message.rights;
        break;
      case "rules":
        this.#names = message.names;
        this.#options.site(message.site as Site | null);
    }
    this.#options.changed();
  }

  #note(failure: BlockReason | undefined): void {
    const ill = failure !== undefined && ILL.includes(failure) ? failure : undefined;
    if (ill === this.#failure) return;
    this.#failure = ill;
    this.#options.health(ill);
  }
}
