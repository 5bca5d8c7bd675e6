/** Changes of a text under edit, and what they do to the findings in it. Offsets are UTF-16 units. */

/** Replace `removed` units at `start` by `by`. */
export interface TextChange {
  start: number;
  removed: number;
  by: string;
}

/** `removed` of the findings from `first` on became others; those behind moved with the text. */
export interface Update<F> {
  first: number;
  removed: number;
  findings: F[];
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Whether a cut at `at` would part what is, or may become, a pair of surrogates. */
export const partsPair = (text: string, at: number): boolean => isHigh(text.charCodeAt(at - 1)) || isLow(text.charCodeAt(at));

/** The smallest change that turns one text into another and parts no pair of surrogates. */
export function changeBetween(before: string, after: string): TextChange {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  while (start > 0 && (partsPair(before, start) || partsPair(after, start))) start--;
  let same = 0;
  while (same < least - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  while (same > 0 && (partsPair(before, before.length - same) || partsPair(after, after.length - same))) same--;
  return { start, removed: before.length - same - start, by: after.slice(start, after.length - same) };
}

/** What is found after an update; `longer` is by how much the text has grown. */
export function updated<F extends { start: number }>(before: readonly F[], { first, removed, findings }: Update<F>, longer: number): F[] {
  const behind = before.slice(first + removed);
  return [...before.slice(0, first), ...findings, ...(longer === 0 ? behind : behind.map((f) => ({ ...f, start: f.start + longer })))];
}
