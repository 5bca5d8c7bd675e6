/**
 * Colours stretches of text through the CSS Custom Highlight API: nothing in the
 * page's DOM changes, and editors never notice. One group per kind of finding, one
 * for restored originals, one for placeholders that are shown in their place.
 */
import { adopt } from "./style.ts";

export type Group = "person" | "contact" | "money" | "number" | "secret" | "other" | "restored" | "sent";

const GROUP: Record<string, Group> = {
  PERSON: "person",
  ADDRESS: "person",
  DOB: "person",
  EMAIL: "contact",
  PHONE: "contact",
  IBAN: "money",
  CARD: "money",
  ID: "number",
  PLATE: "number",
  IP: "number",
  SECRET: "secret",
};

/** Colours are translucent: readable on light and on dark ground. */
const COLOURS: Record<Group, string> = {
  person: "245 166 35",
  contact: "66 153 225",
  money: "56 178 120",
  number: "159 122 234",
  secret: "229 83 75",
  other: "140 140 140",
  restored: "45 170 158",
  sent: "217 138 0",
};

/** What is no finding is told apart by its line, too. */
const LINES: Partial<Record<Group, string>> = { restored: "dotted", sent: "dashed" };

const GROUPS = Object.keys(COLOURS) as Group[];

const SHEET = GROUPS.map((group) => {
  const line = LINES[group] ?? "solid";
  return (
    `::highlight(deckname-${group}) { background-color: rgb(${COLOURS[group]} / ${line === "solid" ? 0.28 : 0.16});` +
    ` text-decoration: underline ${line} 2px rgb(${COLOURS[group]}); }`
  );
}).join("\n");
const FORCED = `@media (forced-colors: active) { ${GROUPS.map((group) => `::highlight(deckname-${group})`).join(", ")} { background-color: Mark; color: MarkText; } }`;

export function groupOf(category: string): Group {
  return GROUP[category] ?? "other";
}

export class Highlights {
  #styled = false;

  /** Shows exactly these ranges in this group. */
  show(group: Group, ranges: readonly Range[]): void {
    if (ranges.length === 0) {
      CSS.highlights.delete(`deckname-${group}`);
      return;
    }
    if (!this.#styled) {
      adopt(document, `${SHEET}\n${FORCED}`);
      this.#styled = true;
    }
    const highlight = new Highlight();
    for (const range of ranges) highlight.add(range); // there may be more than a call takes
    CSS.highlights.set(`deckname-${group}`, highlight);
  }

  /** Shows findings of the composer by group, and clears the groups without any. */
  findings(findings: readonly { category: string; range: Range }[]): void {
    for (const group of GROUPS) {
      if (group in LINES) continue;
      this.show(group, findings.filter(({ category }) => groupOf(category) === group).map(({ range }) => range));
    }
  }
}
