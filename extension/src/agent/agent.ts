/** agent.wasm as the background uses it: compiled when a job is due, dropped after it. */
import { packagedModule } from "../lib/http.ts";
import { Go } from "./go.ts";
import { agentOf } from "./tasks.ts";

export { AgentFailed } from "./pump.ts";
export type { AgentHost, AgentNotice, Refreshed, Wanted } from "./tasks.ts";

export const { refresh, report } = agentOf(async () => ({ Go, module: await packagedModule("agent.wasm") }));
