/**
 * How often each action met each class on each local day. No text, no time of
 * day, no conversation. Kept on this device for 31 days, for the user alone;
 * what leaves the device is decided in reports.ts.
 */
import type { CountedAction } from "../lib/messages.ts";
import type { Box } from "../lib/box.ts";
import { Queue } from "../lib/queue.ts";
import { isCategory, type Category } from "../policy/categories.ts";
import { dayOf, daysBefore } from "./day.ts";

export type Tally = Partial<Record<Category, Partial<Record<CountedAction, number>>>>;
export type Days = Record<string, Tally>;

export const countedActions: readonly CountedAction[] = ["masked", "kept", "warned", "blocked", "allowed"];

/** The largest number that a report may carry. */
export const MOST = 9_999;
const KEPT_DAYS = 31;

/** Keeps the known classes and actions with whole positive numbers, drops the rest. */
export function cleanTally(value: unknown): Tally {
  const out: Tally = {};
  if (typeof value !== "object" || value === null) return out;
  for (const [category, actions] of Object.entries(value)) {
    if (!isCategory(category) || typeof actions !== "object" || actions === null) continue;
    for (const action of countedActions) {
      const n = (actions as Record<string, unknown>)[action];
      if (typeof n !== "number" || !Number.isInteger(n) || n <= 0) continue;
      (out[category] ??= {})[action] = Math.min(n, MOST);
    }
  }
  return out;
}

/** The sum of two tallies, each number held at what a report may carry. */
export function addTally(a: Tally, b: Tally): Tally {
  const out: Tally = structuredClone(a);
  for (const [category, actions] of Object.entries(b) as [Category, Partial<Record<CountedAction, number>>][]) {
    const sum = (out[category] ??= {});
    for (const [action, n] of Object.entries(actions) as [CountedAction, number][]) {
      sum[action] = Math.min((sum[action] ?? 0) + n, MOST);
    }
  }
  return out;
}

export function isEmpty(tally: Tally): boolean {
  return Object.keys(tally).length === 0;
}

/** A stored map of days; anything damaged in it counts as not there. */
export function cleanDays(value: unknown): Days {
  const out: Days = {};
  if (typeof value !== "object" || value === null) return out;
  for (const [day, tally] of Object.entries(value)) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) out[day] = cleanTally(tally);
  }
  return out;
}

/** Days on or after the given one. */
export function since(days: Days, first: string): Days {
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= first));
}

const KEY = "counts";

export class Counts {
  readonly #box: Box;
  readonly #now: () => Date;
  readonly #queue = new Queue();

  constructor(box: Box, now: () => Date) {
    this.#box = box;
    this.#now = now;
  }

  /** Adds what was done with one prompt. */
  add(tally: Tally): Promise<void> {
    return this.#queue.run(KEY, async () => {
      const today = dayOf(this.#now());
      const days = since(cleanDays(await this.#box.get(KEY)), daysBefore(this.#now(), KEPT_DAYS));
      days[today] = addTally(days[today] ?? {}, tally);
      await this.#box.set(KEY, days);
    });
  }

  async today(): Promise<Tally> {
    return cleanDays(await this.#box.get(KEY))[dayOf(this.#now())] ?? {};
  }
}
