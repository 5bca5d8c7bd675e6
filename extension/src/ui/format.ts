/** Dates and numbers as the user's language writes them. */
import { language } from "../lib/ext.ts";

/** Day and time of a moment, e.g. "24 Nov 2026, 15:04". */
export function moment(ms: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(ms);
}

/** A day given as "YYYY-MM-DD". */
export function calendarDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(year, month - 1, date));
}

export function count(n: number): string {
  return new Intl.NumberFormat(locale()).format(n);
}

function locale(): string {
  return language() === "de" ? "de-DE" : "en-GB";
}
