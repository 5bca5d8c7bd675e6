/**
 * The open chat tabs: their Ports, and what each said last about its protection.
 * The latter outlives a stop of the background, the Ports do not.
 */
import type { Box } from "../lib/box.ts";
import type { Protection, Push } from "../lib/messages.ts";
import type { Wire } from "../lib/port.ts";
import { Queue } from "../lib/queue.ts";

const KEY = "tabs";

export class Tabs {
  readonly #box: Box;
  readonly #wires = new Set<Wire>();
  readonly #queue = new Queue();
  readonly #onCount: (open: number) => void;

  /** `onCount` hears how many chat frames are connected whenever that changes. */
  constructor(box: Box, onCount: (open: number) => void) {
    this.#box = box;
    this.#onCount = onCount;
  }

  get open(): number {
    return this.#wires.size;
  }

  add(wire: Wire): void {
    this.#wires.add(wire);
    wire.onDisconnect.addListener(() => {
      this.#wires.delete(wire);
      this.#onCount(this.open);
    });
    this.#onCount(this.open);
  }

  /** Tells all chat frames; one that is just closing hears nothing. */
  push(message: Push): void {
    for (const wire of this.#wires) {
      try {
        wire.postMessage(message);
      } catch {
        // Its disconnect is on the way.
      }
    }
  }

  async protection(tab: number): Promise<Protection | undefined> {
    return (await this.#all())[tab];
  }

  note(tab: number, protection: Protection): Promise<void> {
    return this.#change((all) => ({ ...all, [tab]: protection }));
  }

  forget(tab: number): Promise<void> {
    return this.#change(({ [tab]: _gone, ...rest }) => rest);
  }

  #change(change: (all: Record<number, Protection>) => Record<number, Protection>): Promise<void> {
    return this.#queue.run(KEY, async () => this.#box.set(KEY, change(await this.#all())));
  }

  async #all(): Promise<Record<number, Protection>> {
    return ((await this.#box.get(KEY)) ?? {}) as Record<number, Protection>;
  }
}
