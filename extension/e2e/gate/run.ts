/**
 * The leak gate: walks every route and action on every generation in both
 * browsers, prints the table, and fails unless each ends as it must.
 *
 *   node --import tsx e2e/gate/run.ts [--rows=REGEXP] [--generations=g1,g2] [--control=g1,g2] [--mutations=fast|all|none] [--only]
 *
 * BROWSERS narrows the browsers. Mutations take one layer at a time out of a copy
 * of the built extension and must make the gate fail; the control takes out all of
 * it, and every row must leak. "only": these, without the table.
 */
import { parseArgs } from "node:util";
import { GENERATIONS } from "../../practice/vendor/html.ts";
import { BROWSERS } from "../rig/stage.ts";
import { ACTION_ROWS } from "./actions.ts";
import { control } from "./control.ts";
import { limits } from "./limits.ts";
import { mutate, MUTATIONS } from "./mutations.ts";
import { openGate } from "./place.ts";
import { ROUTE_ROWS } from "./routes.ts";
import { passed } from "./row.ts";
import { table, type Column } from "./table.ts";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "" }, generations: { type: "string", default: GENERATIONS.join(",") }, mutations: { type: "string", default: "none" }, control: { type: "string", default: "" }, only: { type: "boolean", default: false } },
});
const ROWS = [...ROUTE_ROWS, ...ACTION_ROWS];
const rows = ROWS.filter(({ name }) => new RegExp(values.rows, "i").test(name));
const wanted = values.generations.split(",");
let failed = rows.length === 0;

if (!values.only) {
  const columns: Column[] = [];
  for (const browser of BROWSERS) {
    const gate = await openGate(browser);
    try {
      for (const generation of GENERATIONS.filter((name) => wanted.includes(name))) {
        process.stderr.write(`${browser} ${generation} …\n`);
        columns.push({ browser, generation, cells: await gate.walk(generation, rows) });
      }
    } finally {
      await gate.close();
    }
  }
  console.log(table(columns));
  console.log(`\n${limits()}`);
  failed ||= columns.some(({ cells }) => [...cells.values()].some((cell) => !passed(cell)));
}

if (values.control !== "") {
  console.log("\nwithout the extension, an original must arrive on every row:");
  for (const browser of BROWSERS) {
    for (const generation of GENERATIONS.filter((name) => values.control.split(",").includes(name))) {
      const kept = await control(browser, generation, rows);
      console.log(`  ${browser.padEnd(8)}  ${generation}  ${kept.length === 0 ? "all leaked" : `NOT: ${kept.join(", ")}`}`);
      failed ||= kept.length > 0;
    }
  }
}

if (values.mutations !== "none") {
  console.log("\nwith one layer taken out, the gate must fail:");
  for (const mutation of MUTATIONS.filter(({ fast }) => values.mutations === "all" || fast)) {
    for (const browser of values.mutations === "all" ? BROWSERS : BROWSERS.slice(0, 1)) {
      const caught = await mutate(mutation, browser, ROWS);
      console.log(`  ${caught === undefined ? "MISSED" : "caught"}  ${browser.padEnd(8)}  ${mutation.name}${caught === undefined ? "" : `: ${caught}`}`);
      failed ||= caught === undefined;
    }
  }
}
console.log(failed ? "\nleak gate: FAILED" : "\nleak gate: passed");
process.exitCode = failed ? 1 : 0;
