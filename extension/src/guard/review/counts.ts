/**
 * What statistics may learn of a prompt that has left: how many findings of each
 * category were treated how. Masks written into the composer are kept here until
 * the prompt really goes out.
 */
import type { Action, CountedAction, Edit, Finding } from "../../lib/messages.ts";
import { mustNotLeave } from "../../policy/actions.ts";

export type Counts = Record<string, Partial<Record<CountedAction, number>>>;

const COUNTED: Partial<Record<Action, CountedAction>> = { count: "kept", warn: "warned", block: "blocked" };

export function add(counts: Counts, category: string, action: CountedAction, number = 1): void {
  const row = (counts[category] ??= {});
  row[action] = (row[action] ?? 0) + number;
}

export function addAll(counts: Counts, more: Counts): void {
  for (const [category, row] of Object.entries(more)) {
    for (const [action, number] of Object.entries(row)) add(counts, category, action as CountedAction, number);
  }
}

export function ofEdits(edits: readonly Edit[]): Counts {
  const counts: Counts = {};
  for (const edit of edits) add(counts, edit.category, "masked");
  return counts;
}

/** Findings that leave, or would have left, as they are. */
export function ofFindings(findings: readonly Finding[]): Counts {
  const counts: Counts = {};
  for (const finding of findings) {
    const action = finding.waived ? "allowed" : COUNTED[finding.action];
    if (action) add(counts, finding.category, action);
  }
  return counts;
}

/** Findings that leave because the user allowed this very text. */
export function ofAllowed(findings: readonly Finding[]): Counts {
  const counts = ofFindings(findings);
  for (const finding of findings) if (mustNotLeave(finding)) add(counts, finding.category, "allowed");
  return counts;
}

export function isEmpty(counts: Counts): boolean {
  return Object.keys(counts).length === 0;
}

/** Masks of the composer that belong to the next prompt. */
export class Ledger {
  #counts: Counts = {};

  expect(counts: Counts): void {
    addAll(this.#counts, counts);
  }

  take(): Counts {
    const counts = this.#counts;
    this.#counts = {};
    return counts;
  }
}
