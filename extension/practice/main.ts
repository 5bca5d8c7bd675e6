/**
 * Starts the practice vendor by itself:
 *   node --import tsx practice/main.ts --port 8443 --log var/practice/requests.jsonl
 */
import { parseArgs } from "node:util";
import { startPractice } from "./server.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8443" }, log: { type: "string" }, pace: { type: "string" } },
});
const practice = await startPractice({
  port: Number(values.port),
  ...(values.log === undefined ? {} : { log: values.log }),
  ...(values.pace === undefined ? {} : { pace: Number(values.pace) }),
});
console.log(`practice page on port ${practice.port}; a browser that maps chatgpt.com to 127.0.0.1:${practice.port} shows it`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void practice.close().then(() => process.exit(0)));
