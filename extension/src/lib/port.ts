/**
 * Questions and answers over a Port. A table type such as Requests gives each
 * kind its ask and its answer. Every question ends within the wait: with its
 * answer, or with Refused and a reason. Nothing else is ever thrown, and no
 * reply carries text of the user beyond what its type says.
 */
import type { BlockReason } from "./messages.ts";

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

/** The wait after which the other side counts as away. */
export const WAIT = 5_000;

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
  wait?: number;
}

interface Pending {
  kind: string;
  ask: unknown;
  tries: number;
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
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Refused("background-away"));
      }, this.#options.wait ?? WAIT);
      const pending: Pending = {
        kind,
        ask,
        tries: 0,
        settle: (reply) => {
          clearTimeout(timer);
          this.#pending.delete(id);
          if ("answer" in reply) resolve(reply.answer as T[K]["answer"]);
          else reject(new Refused(reply.failure));
        },
      };
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
      this.#wire ??= this.#open();
      this.#wire.postMessage({ id, kind: pending.kind, ask: pending.ask });
    } catch {
      pending.settle({ failure: this.#options.alive() ? "background-away" : "extension-updated" });
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
    const reply = message as { id?: unknown; answer?: unknown; failure?: unknown };
    if (typeof reply.id !== "number") {
      this.#options.onPush?.(message);
      return;
    }
    const pending = this.#pending.get(reply.id);
    if (!pending) return; // answered too late
    if (typeof reply.answer === "object" && reply.answer !== null) pending.settle({ answer: reply.answer });
    else pending.settle({ failure: typeof reply.failure === "string" ? (reply.failure as BlockReason) : "engine-failed" });
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
  [K in keyof T]: (ask: T[K]["ask"], caller: C) => Promise<T[K]["answer"]>;
};

/** Run-time proof that an ask has the shape its type promises. */
export type Checks<T extends Table<T>> = { [K in keyof T]: (ask: unknown) => ask is T[K]["ask"] };

/**
 * The answering side: one reply per well-formed request, never an exception.
 * What is not a request of the table is dropped without a reply.
 */
export function serve<T extends Table<T>, C>(wire: Wire, handlers: Handlers<T, C>, checks: Checks<T>, caller: C): void {
  let open = true;
  wire.onDisconnect.addListener(() => {
    open = false;
  });
  wire.onMessage.addListener((message) => {
    void answer(handlers, checks, caller, message).then((reply) => {
      if (!open || reply === undefined) return;
      try {
        wire.postMessage(reply);
      } catch {
        // The Port closed while the answer was made: the asker has given up already.
      }
    });
  });
}

async function answer<T extends Table<T>, C>(
  handlers: Handlers<T, C>,
  checks: Checks<T>,
  caller: C,
  message: unknown,
): Promise<object | undefined> {
  if (typeof message !== "object" || message === null) return undefined;
  const { id, kind, ask } = message as { id?: unknown; kind?: unknown; ask?: unknown };
  if (typeof id !== "number" || typeof kind !== "string") return undefined;
  if (!Object.hasOwn(handlers, kind)) return { id, failure: "engine-failed" satisfies BlockReason };
  const known = kind as keyof T;
  try {
    if (!checks[known](ask)) return { id, failure: "unreadable" satisfies BlockReason };
    return { id, answer: await handlers[known](ask, caller) };
  } catch (error) {
    const failure: BlockReason = error instanceof Refused ? error.reason : "engine-failed";
    return { id, failure };
  }
}
