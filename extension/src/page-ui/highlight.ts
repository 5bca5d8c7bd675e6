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

/**
 * Places in one text node from which on neighbours share a mark, which then covers
 * what stands between them, too: Firefox looks at every range of a node for each
 * line that it paints.
 */
const MOST = 1_000;

/** The same places in fewer ranges; nothing marked loses its mark. */
function shared(ranges: readonly Range[]): readonly Range[] {
  if (ranges.length <= MOST) return ranges;
  const byNode = new Map<Node | undefined, Range[]>();
  for (const range of ranges) {
    const node = range.startContainer === range.endContainer ? range.startContainer : undefined;
    const places = byNode.get(node);
    if (places) places.push(range);
    else byNode.set(node, [range]);
  }
  return [...byNode].flatMap(([node, places]) => {
    const each = Math.ceil(places.length / MOST);
    if (!node || each === 1) return places;
    const marks = [];
    for (let at = 0; at < places.length; at += each) {
      const mark = document.createRange();
      const together = places.slice(at, at + each);
      mark.setStart(node, Math.min(...together.map(({ startOffset }) => startOffset)));
      mark.setEnd(node, Math.max(...together.map(({ endOffset }) => endOffset)));
      marks.push(mark);
    }
    return marks;
  });
}

export function groupOf(category: string): Group {
  return GROUP[category] ?? "other";
}

export class Highlights {
  #styled = false;

  /** Shows these ranges in this group, and no others. */
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
    for (const range of shared(ranges)) highlight.add(range); // there may be more than a call takes
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
