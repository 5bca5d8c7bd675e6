/**
 * What is really in place on this page, in one word for the badge: a green sign
 * without protection behind it would be worse than none. Told when it changes.
 */
import type { BlockReason, Mode, Protection } from "../lib/messages.ts";

export interface SelfTestOptions {
  /** We came after the page's own scripts. */
  late: boolean;
  composer(): boolean;
  mode(): Mode | undefined;
  tell(protection: Protection): void;
}

export class SelfTest {
  readonly #options: SelfTestOptions;
  #guard = false;
  #failure: BlockReason | undefined;
  #told = "";

  constructor(options: SelfTestOptions) {
    this.#options = options;
  }

  /** The guard of this frame has handed over its port. */
  guarded(): void {
    this.#guard = true;
    this.run();
  }

  health(failure: BlockReason | undefined): void {
    this.#failure = failure;
    // After a restart the background has forgotten what it was told.
    if (failure === undefined) this.#told = "";
    this.run();
  }

  run(): void {
    const protection = this.result();
    const words = JSON.stringify(protection);
    if (words === this.#told) return;
    this.#told = words;
    this.#options.tell(protection);
  }

  result(): Protection {
    if (this.#failure) return { level: "blocked", reason: this.#failure };
    if (this.#options.mode() === "off") return { level: "off" };
    // A reload brings both scripts in, in time.
    if (this.#options.late || !this.#guard) return { level: "blocked", reason: "extension-updated" };
    return this.#options.composer() ? { level: "protected" } : { level: "network-only" };
  }
}
