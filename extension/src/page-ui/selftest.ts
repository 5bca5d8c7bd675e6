/**
 * What is really in place on this page, in one word for the badge: a green sign
 * without protection behind it would be worse than none. Layers are tried, not
 * assumed (guard/page/proof.ts), and until they have been it says that; the composer
 * is found, read and read back. Told when it changes.
 */
import type { BlockReason, Mode, Protection } from "../lib/messages.ts";

/** What there is to write in. */
export type Composer =
  | "works" // found, and what is read from it is what stands in it
  | "unknown" // something to write in, but none that we know or can read
  | "none";

export interface SelfTestOptions {
  /** We came after the page's own scripts. */
  late: boolean;
  composer(): Composer;
  mode(): Mode | undefined;
  tell(protection: Protection): void;
  /** Calls back once after the milliseconds. */
  later(ms: number, then: () => void): void;
}

/** Pages show a plain box first and replace it: only what lasts this long is unknown. */
const SETTLED = 3_000;

export class SelfTest {
  readonly #options: SelfTestOptions;
  #guard = false;
  #first = true;
  #proof: { guard: boolean; rules: boolean } | undefined;
  /** Layer 1 was open since the guard began to try. */
  #stale = false;
  /** Lets the guard try its requests. */
  #prove: (() => void) | undefined;
  #written = true;
  #failure: BlockReason | undefined;
  /** An unknown text box has been there for so long that it counts. */
  #unknown: "no" | "waiting" | "yes" = "no";
  #told = "";

  constructor(options: SelfTestOptions) {
    this.#options = options;
  }

  /** The guard of this frame has handed over its port; `first`: before any script of the page. */
  guarded(first: boolean): void {
    this.#guard = true;
    this.#first = first;
    this.run();
  }

  /**
   * Resolves when the layers are to be tried: once the mode is known and replaces or
   * counts anything, and anew after it was off, when layer 1 was open.
   */
  wanted(): Promise<void> {
    return new Promise((prove) => {
      this.#prove = prove;
      this.run();
    });
  }

  /** What became of the two requests that must not get through. */
  proved(proof: { guard: boolean; rules: boolean }): void {
    if (!this.#stale) this.#proof = proof;
    this.run();
  }

  /** Whether the composer took what was last written into it. */
  wrote(adopted: boolean): void {
    this.#written = adopted;
    this.run();
  }

  health(failure: BlockReason | undefined): void {
    this.#failure = failure;
    // After a restart the background has forgotten what it was told.
    if (failure === undefined) this.#told = "";
    this.run();
  }

  /** Why nothing may leave this page, whatever is in it. */
  get stopped(): BlockReason | undefined {
    if (this.#options.late) return "extension-updated"; // a reload brings both scripts in, in time
    if (this.#options.mode() === "off") return undefined;
    if (!this.#first) return "extension-updated"; // the page may have kept ways around the guard
    return this.#proof && !(this.#proof.guard && this.#proof.rules) ? "layer-missing" : undefined;
  }

  run(): void {
    const mode = this.#options.mode();
    if (mode === "off") {
      this.#proof = undefined;
      this.#stale = true;
    } else if (mode !== undefined && !this.#proof && this.#prove) {
      this.#stale = false;
      this.#prove();
      this.#prove = undefined;
    }
    const protection = this.result();
    const words = JSON.stringify(protection);
    if (words === this.#told) return;
    this.#told = words;
    this.#options.tell(protection);
  }

  result(): Protection {
    if (this.#failure) return { level: "blocked", reason: this.#failure };
    if (this.#options.mode() === "off") return { level: "off" };
    if (!this.#guard || !this.#first) return { level: "blocked", reason: "extension-updated" };
    const reason = this.stopped;
    if (reason) return { level: "blocked", reason };
    if (!this.#proof) return { level: "checking" };
    const composer = this.#options.composer();
    if (composer !== "unknown") this.#unknown = "no";
    if (composer === "works") return { level: this.#written ? "protected" : "selectors-lost" };
    if (composer === "unknown" && this.#lasts()) return { level: "selectors-lost" };
    return { level: "network-only" };
  }

  #lasts(): boolean {
    if (this.#unknown === "no") {
      this.#unknown = "waiting";
      this.#options.later(SETTLED, () => {
        if (this.#unknown !== "waiting") return;
        this.#unknown = "yes";
        this.run();
      });
    }
    return this.#unknown === "yes";
  }
}
