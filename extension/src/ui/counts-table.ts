/** Today's counts as a table: one row per kind of data, one column per action that occurred. */
import { text } from "../lib/ext.ts";
import type { CountedAction, CountsByCategory } from "../lib/messages.ts";
import { categories } from "../policy/categories.ts";
import { h } from "./dom.ts";
import { count } from "./format.ts";
import { stateKey } from "./states.ts";

const order: readonly CountedAction[] = ["masked", "kept", "warned", "blocked", "allowed"];

export function countsTable(counts: CountsByCategory, caption: string): HTMLElement {
  const rows = categories
    .map((category) => [category, counts[category] ?? {}] as const)
    .filter(([, actions]) => order.some((action) => actions[action]));
  if (rows.length === 0) return h("p", { class: "dim" }, text("today_none"));
  const used = order.filter((action) => rows.some(([, actions]) => actions[action]));
  return h(
    "table",
    { "aria-label": caption },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, text("column_category")),
        ...used.map((action) => h("th", { scope: "col", class: "number" }, text(`counted_${action}`))),
      ),
    ),
    h(
      "tbody",
      {},
      ...rows.map(([category, actions]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, text(stateKey("category", category))),
          ...used.map((action) => number(actions[action] ?? 0)),
        ),
      ),
    ),
  );
}

function number(n: number): HTMLElement {
  return h("td", { class: n === 0 ? "number none" : "number" }, count(n));
}
