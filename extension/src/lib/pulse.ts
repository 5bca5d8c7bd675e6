/**
 * Signs of life of long work. Who waits for an answer may go on waiting as long as
 * they come; they come from the work itself, never from a timer, so that work that
 * hangs is noticed.
 */
export class Pulse {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #last = -Infinity;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Some work was done; listeners hear of it now and then. */
  beat(): void {
    const now = this.#now();
    if (now - this.#last < EVERY) return;
    this.#last = now;
    for (const listener of this.#listeners) listener();
  }

  /** Returns how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Milliseconds between two signs, a tenth of what askers wait. */
const EVERY = 500;
