/**
 * Questions and answers over a Port. A table type such as Requests gives each
 * kind its ask and its answer. Every question ends with its answer, or with Refused
 * and a reason, which comes once the wait has passed without a sign of life: while
 * the other side works on a long text it sends some. Nothing else is ever thrown,
 * and no reply carries text of the user beyond what its type says.
 */
import type { BlockReason } from "./messages.ts";
import { cut, Gathered, LONGEST, TooLong } from "./pieces.ts";
import { LAST, PATIENCE } from "./patience.ts";
import { Pulse } from "./pulse.ts";
import { turn } from "./turn.ts";

export type Table<T> = { [K in keyof T]: { ask: object; answer: object } };

/** What a Port and a MessagePort-like test double have in common. */
export interface Wire {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/** A question was answered with "no": nothing may leave, for this reason. */
export class Refused extends Error {
  readonly reason: BlockReason;

  constructor(reason: BlockReason) {
    super(`refused: ${reason}`);
    this.name = "Refused";
    this.reason = reason;
  }
}

/** Whatever is thrown where a question is asked, as a reason. */
export function reasonOf(error: unknown): BlockReason {
  return error instanceof Refused ? error.reason : "engine-failed";
}

/** Names of the two kinds of Port that the background answers. */
export const CHAT = "page";
export const PANEL = "panel";

export interface ClientOptions {
  /** Opens a new Port; may throw in an orphaned tab. */
  open(): Wire;
  /** False once the extension behind this script is gone. */
  alive(): boolean;
  /** Kinds that must not be asked twice when the Port breaks before the answer. */
  once?: readonly string[];
  /** Messages of the background that answer no question. */
  onPush?(message: unknown): void;
  /** The Port broke; the next question opens a new one. */
  onClose?(): void;
  /** true with every sign of life of long work, false when it is over. */
  onWork?(going: boolean): void;
  wait?: number;
}

interface Pending {
  kind: string;
  ask: object;
  tries: number;
  /** The answer's pieces so far. */
  pieces: Gathered;
  /** Some sign of life has come. */
  alive: boolean;
  /** Starts the wait anew. */
  wait(): void;
  settle(reply: { answer: unknown } | { failure: BlockReason }): void;
}

/**
 * The asking side. The Port opens with the first question. When it breaks, open
 * questions are asked once more over a new Port, then refused.
 */
export class Client<T extends Table<T>> {
  readonly #options: ClientOptions;
  readonly #pending = new Map<number, Pending>();
  #wire: Wire | undefined;
  #next = 1;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Asks and returns the answer; throws Refused and nothing else. */
  ask<K extends keyof T & string>(kind: K, ask: T[K]["ask"]): Promise<T[K]["answer"]> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const pending: Pending = {
        kind,
        ask,
        tries: 0,
        pieces: new Gathered(),
        alive: false,
        wait: () => {
          const wait = this.#options.wait ?? PATIENCE;
          clearTimeout(timer);
          timer = setTimeout(() => {
            timer = setTimeout(() => pending.settle({ failure: "background-away" }), Math.min(LAST, wait));
          }, wait);
        },
        settle: (reply) => {
          clearTimeout(timer);
          this.#pending.delete(id);
          if ("answer" in reply) resolve(reply.answer as T[K]["answer"]);
          else reject(new Refused(reply.failure));
          if (pending.alive && ![...this.#pending.values()].some(({ alive }) => alive)) this.#options.onWork?.(false);
        },
      };
      pending.wait();
      this.#pending.set(id, pending);
      this.#send(id, pending);
    });
  }

  /** Refuses what is open and closes the Port. */
  close(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.disconnect();
    for (const pending of [...this.#pending.values()]) pending.settle({ failure: "background-away" });
  }

  #send(id: number, pending: Pending): void {
    if (!this.#options.alive()) {
      pending.settle({ failure: "extension-updated" });
      return;
    }
    pending.tries++;
    try {
      pending.pieces = new Gathered();
      this.#wire ??= this.#open();
      const parts = cut(pending.ask, LONGEST);
      for (let pieces = 0; ; pieces++) {
        const next = parts.next();
        this.#wire.postMessage(next.done ? { id, kind: pending.kind, ask: next.value, ...counted(pieces) } : { id, piece: next.value });
        if (next.done) return;
      }
    } catch (error) {
      if (error instanceof TooLong) pending.settle({ failure: "too-long" });
      else pending.settle({ failure: this.#options.alive() ? "background-away" : "extension-updated" });
    }
  }

  #open(): Wire {
    const wire = this.#options.open();
    wire.onMessage.addListener((message) => this.#receive(message));
    wire.onDisconnect.addListener(() => {
      if (this.#wire === wire) this.#broken();
    });
    return wire;
  }

  #receive(message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    const reply = message as { id?: unknown; answer?: unknown; failure?: unknown; alive?: unknown; piece?: unknown; pieces?: unknown };
    if (typeof reply.id !== "number") {
      this.#options.onPush?.(message);
      return;
    }
    const pending = this.#pending.get(reply.id);
    if (!pending) return; // answered too late
    try {
      if (reply.alive === true) this.#work(pending);
      else if (reply.piece !== undefined) pending.pieces.add(reply.piece);
      else if (typeof reply.answer === "object" && reply.answer !== null) pending.settle({ answer: pending.pieces.into(reply.answer, reply.pieces) });
      else pending.settle({ failure: typeof reply.failure === "string" ? (reply.failure as BlockReason) : "engine-failed" });
    } catch {
      pending.settle({ failure: "engine-failed" }); // pieces that do not fit
    }
    if (this.#pending.has(reply.id)) pending.wait();
  }

  #work(pending: Pending): void {
    pending.alive = true;
    this.#options.onWork?.(true);
  }

  #broken(): void {
    this.#wire = undefined;
    this.#options.onClose?.();
    for (const [id, pending] of [...this.#pending]) {
      const again = pending.tries < 2 && !this.#options.once?.includes(pending.kind);
      if (again) this.#send(id, pending);
      else pending.settle({ failure: this.#options.alive() ? "background-away" : "extension-updated" });
    }
  }
}

export type Handlers<T extends Table<T>, C> = {
  /** `gone` says that nobody waits for the answer any more. */
  [K in keyof T]: (ask: T[K]["ask"], caller: C, gone: AbortSignal) => Promise<T[K]["answer"]>;
};

/** Run-time proof that an ask has the shape its type promises. */
export type Checks<T extends Table<T>> = { [K in keyof T]: (ask: unknown) => ask is T[K]["ask"] };

/**
 * The answering side: one reply per well-formed request, never an exception.
 * What is not a request of the table is dropped without a reply. Who has asked
 * hears every beat of the pulse until the answer comes.
 */
export function serve<T extends Table<T>, C>(
  wire: Wire,
  handlers: Handlers<T, C>,
  checks: Checks<T>,
  caller: C,
  pulse = new Pulse(),
): void {
  const gone = new AbortController();
  const asked = new Map<number, Gathered | BlockReason>();
  const open = new Set<number>();
  const post = (message: object): void => {
    if (gone.signal.aborted) return;
    try {
      wire.postMessage(message);
    } catch {
      // The Port closed while the answer was made: the asker has given up already.
    }
  };
  const silence = pulse.listen(() => {
    for (const id of open) post({ id, alive: true });
  });
  wire.onDisconnect.addListener(() => {
    gone.abort();
    silence();
  });

  const gather = (id: number, piece: unknown): void => {
    const pieces = asked.get(id) ?? new Gathered(LONGEST);
    asked.set(id, pieces);
    post({ id, alive: true });
    try {
      if (pieces instanceof Gathered) pieces.add(piece);
    } catch (error) {
      asked.set(id, error instanceof TooLong ? "too-long" : "unreadable");
    }
  };

  const reply = async (id: number, kind: string, ask: unknown, count: unknown): Promise<void> => {
    try {
      if (!Object.hasOwn(handlers, kind)) throw new Refused("engine-failed");
      const known = kind as keyof T;
      const whole = assembled(ask, asked.get(id), count);
      asked.delete(id);
      if (!checks[known](whole)) throw new Refused("unreadable");
      open.add(id);
      const parts = cut(await handlers[known](whole, caller, gone.signal));
      for (let pieces = 0; ; pieces++) {
        const next = parts.next();
        post(next.done ? { id, answer: next.value, ...counted(pieces) } : { id, piece: next.value });
        if (next.done) return;
        await turn();
      }
    } catch (error) {
      const failure: BlockReason = error instanceof Refused ? error.reason : "engine-failed";
      post({ id, failure });
    } finally {
      open.delete(id);
      asked.delete(id);
    }
  };

  wire.onMessage.addListener((message) => {
    if (typeof message !== "object" || message === null) return;
    const { id, kind, ask, piece, pieces } = message as { id?: unknown; kind?: unknown; ask?: unknown; piece?: unknown; pieces?: unknown };
    if (typeof id !== "number") return;
    if (piece !== undefined) gather(id, piece);
    else if (typeof kind === "string") void reply(id, kind, ask, pieces);
  });
}

const counted = (pieces: number): { pieces?: number } => (pieces > 0 ? { pieces } : {});

/** Without all of its pieces a text would look clean: then there is no answer. */
function assembled(ask: unknown, pieces: Gathered | BlockReason | undefined, count: unknown): unknown {
  if (typeof pieces === "string") throw new Refused(pieces);
  try {
    return typeof ask === "object" && ask !== null ? (pieces ?? new Gathered()).into(ask, count) : ask;
  } catch {
    throw new Refused("unreadable");
  }
}
