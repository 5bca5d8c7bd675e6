/** Takes the class Go off globalThis, where wasm_exec.js leaves it. */
import "go-wasm-exec";
import type { GoClass } from "./pump.ts";

const globals = globalThis as { Go?: GoClass };
if (!globals.Go) throw new Error("agent: wasm_exec.js did not define Go");

export const Go: GoClass = globals.Go;
delete globals.Go;
