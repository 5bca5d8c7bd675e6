/**
 * Whether invented names may stand in answers: while the setting makes them, and
 * after that for as long as a table that was made under it may live. Of when it did
 * only the day is kept.
 */
import type { Box } from "../lib/box.ts";
import type { Settings } from "../policy/settings.ts";
import { dayOf, daysBefore } from "./day.ts";

/** The last day on which the setting was in force. */
const KEY = "invented";

export class Invented {
  readonly #box: Box;
  readonly #now: () => Date;
  #last: unknown;

  constructor(box: Box, now: () => Date) {
    this.#box = box;
    this.#now = now;
  }

  /** Under these settings, today. A store that fails costs what comes after the setting, nothing else. */
  async possible({ placeholders, retentionHours }: Pick<Settings, "placeholders" | "retentionHours">): Promise<boolean> {
    const now = this.#now();
    const today = dayOf(now);
    if (placeholders === "names") {
      if (this.#last !== today) await this.#box.set(KEY, today).then(() => (this.#last = today), () => undefined);
      return true;
    }
    this.#last ??= await this.#box.get(KEY).catch(() => undefined);
    return typeof this.#last === "string" && this.#last >= daysBefore(now, Math.ceil(retentionHours / 24));
  }
}
