/**
 * One engine behind lines of JSON, as `deckname scan --jsonl` has them: records
 * {"id","text"} come in, {"id","spans":[{"start","end","label"}]} go out, offsets in
 * bytes of UTF-8. node --import tsx bench/annotate.ts ENGINE, where ENGINE is
 * shipped (the built module with its model of names), rules (without the model),
 * or a peer. `make eval` asks them all.
 */
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Detector } from "../src/engine/detector.ts";

interface Span {
  start: number;
  end: number;
  label: string;
}

type Find = (text: string) => Span[] | Promise<Span[]>;

const find = await engine(process.argv[2] ?? "");
for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line) as { id: string; text: string };
  const at = byteOffsets(text);
  const spans = (await find(text)).map(({ start, end, label }) => ({ start: at(start), end: at(end), label }));
  process.stdout.write(JSON.stringify({ id, spans }) + "\n");
}

async function engine(name: string): Promise<Find> {
  if (name === "shipped" || name === "rules") return ours(name === "shipped");
  const { peers } = await import("./peers/index.js");
  const peer = peers.find((p) => p.name === name);
  if (!peer) throw new Error(`no engine ${name}`);
  return (text) => peer.find(text);
}

async function ours(withNames: boolean): Promise<Find> {
  const built = (file: string) => readFile(new URL(`../../bin/${file}`, import.meta.url));
  const detector = await Detector.start(new Uint8Array(await built("detector.wasm")), new Uint8Array(await built("rules.pack")));
  if (withNames) detector.learn(new Uint8Array(await built("names.model")));
  const rules = detector.rules();
  return (text) => detector.scan(text).map(({ start, length, rule }) => ({ start, end: start + length, label: rules[rule]!.category }));
}

/** UTF-8 offsets of UTF-16 ones; a lone surrogate has the three bytes of U+FFFD. */
function byteOffsets(text: string): (unit: number) => number {
  const bytes = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const pair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    const rest = code >= 0xdc00 && code < 0xe000 && i > 0 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    bytes[i + 1] = bytes[i]! + (code < 0x80 ? 1 : code < 0x800 ? 2 : pair || rest ? 2 : 3);
  }
  return (unit) => bytes[Math.min(unit, text.length)]!;
}
