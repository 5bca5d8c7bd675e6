/** Only what the person feels: node --import tsx bench/feel-run.ts. BROWSERS narrows the browsers. */
import { BROWSERS } from "../e2e/rig/stage.ts";
import { feel } from "./feel.ts";
import { print, unitOf, type Row } from "./record.ts";

const rows: Row[] = [];
for (const runtime of BROWSERS) {
  const { figures } = await feel(runtime);
  for (const [name, value] of Object.entries(figures)) rows.push({ name, runtime, value, unit: unitOf(name) });
}
print(rows);
