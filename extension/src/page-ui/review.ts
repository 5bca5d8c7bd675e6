/**
 * The rows of the review card: each value that was found, once, with its class,
 * why it was found, what it becomes, and what the user can decide about it.
 */
import type { Edit, Finding, Rights } from "../lib/messages.ts";
import type { Reason } from "../lib/reasons.ts";
import { isReplaced, isShown, mustNotLeave } from "../policy/actions.ts";
import type { Row } from "./card.ts";
import type { Words } from "./words.ts";

export interface Decide {
  waive(item: Item, lasting: boolean): void;
  unwaive(item: Item): void;
  original(item: Item): void;
}

/** One value of the text, wherever it stands. */
export interface Item {
  value: string;
  finding: Finding;
  times: number;
  /** Why it was found, the strongest reason first. */
  reasons: readonly Reason[];
  /** What it becomes; undefined where it stays. */
  placeholder: string | undefined;
}

/** More reasons say nothing more. */
const REASONS = 3;

/** What the user gets to see: values that are shown, and those that the user excepted. */
export function itemsOf(text: string, findings: readonly Finding[], edits: readonly Edit[]): Item[] {
  const items = new Map<string, Item>();
  for (const finding of findings) {
    if (!isShown(finding) && !finding.waived) continue;
    const value = text.slice(finding.start, finding.start + finding.length);
    const key = `${finding.category} ${value}`;
    const known = items.get(key);
    if (known) {
      known.times++;
      continue;
    }
    const placeholder = mustNotLeave(finding) ? edits.find((edit) => covers(edit, finding))?.text : undefined;
    items.set(key, { value, finding, times: 1, placeholder, reasons: [] });
  }
  return [...items.values()];
}

export function rowsOf(items: readonly Item[], words: Words, rights: Rights, decide: Decide): Row[] {
  return items.map((item) => {
    const { value, finding, times, placeholder } = item;
    const { action, category, rule, waived } = finding;
    const why = item.reasons.length > 0 ? item.reasons.slice(0, REASONS).map((reason) => words.because(reason)).join(" · ") : words.of("page_why", rule);
    const notes = [words.category(category), waived ? words.of(`page_waived_${waived}`) : why];
    if (isInvented(placeholder)) notes.push(words.of("page_invented"));
    if (times > 1) notes.splice(1, 0, words.of("page_times", String(times)));
    const choices: NonNullable<Row["choices"]> = [];
    if (waived) {
      choices.push({ buttons: [{ label: words.of("page_protect"), press: () => decide.unwaive(item) }] });
    } else if (isReplaced(action)) {
      if (rights.exceptions && category !== "SECRET") {
        choices.push({
          label: words.of("page_not_personal"),
          buttons: [
            { label: words.of("page_once"), press: () => decide.waive(item, false) },
            { label: words.of("page_always"), press: () => decide.waive(item, true) },
          ],
        });
      }
      if (rights.originals) choices.push({ buttons: [{ label: words.of("page_send_original"), press: () => decide.original(item) }] });
    }
    return { original: value, placeholder: waived ? words.of("page_stays") : becomes(item, words, placeholder), note: notes.join(" · "), choices };
  });
}

/** A pseudonym reads like the real thing: people are told that it is none. */
export function isInvented(placeholder: string | undefined): boolean {
  return placeholder !== undefined && !placeholder.startsWith("[");
}

function becomes({ finding }: Item, words: Words, placeholder: string | undefined): string {
  return isReplaced(finding.action) && placeholder !== undefined ? placeholder : words.of(`page_will_${finding.action}`);
}

function covers(edit: Edit, { start, length }: Finding): boolean {
  return edit.start < start + length && start < edit.start + edit.length;
}
