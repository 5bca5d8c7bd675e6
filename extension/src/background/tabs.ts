/**
 * The open chat tabs: their Ports, and what each said last about itself.
 * The latter outlives a stop of the background, the Ports do not.
 */
import type { Box } from "../lib/box.ts";
import type { Push, TabReport } from "../lib/messages.ts";
import type { Wire } from "../lib/port.ts";
import { Queue } from "../lib/queue.ts";

const KEY = "tabs";

export class Tabs {
  readonly #box: Box;
  /** The frames and their tabs. */
  readonly #wires = new Map<Wire, number>();
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

  add(wire: Wire, tab: number): void {
    this.#wires.set(wire, tab);
    wire.onDisconnect.addListener(() => {
      this.#wires.delete(wire);
      this.#onCount(this.open);
    });
    this.#onCount(this.open);
  }

  /** Whether scripts of this version run in the tab. */
  has(tab: number): boolean {
    return [...this.#wires.values()].includes(tab);
  }

  /** Tells all chat frames, or those of one tab; one that is just closing hears nothing. */
  push(message: Push, only?: number): void {
    for (const [wire, tab] of this.#wires) {
      if (only !== undefined && tab !== only) continue;
      try {
        wire.postMessage(message);
      } catch {
        // Its disconnect is on the way.
      }
    }
  }

  async report(tab: number): Promise<TabReport | undefined> {
    return (await this.#all())[tab];
  }

  note(tab: number, report: TabReport): Promise<void> {
    return this.#change((all) => ({ ...all, [tab]: report }));
  }

  forget(tab: number): Promise<void> {
    return this.#change(({ [tab]: _gone, ...rest }) => rest);
  }

  #change(change: (all: Record<number, TabReport>) => Record<number, TabReport>): Promise<void> {
    return this.#queue.run(KEY, async () => this.#box.set(KEY, change(await this.#all())));
  }

  async #all(): Promise<Record<number, TabReport>> {
    return ((await this.#box.get(KEY)) ?? {}) as Record<number, TabReport>;
  }
}
