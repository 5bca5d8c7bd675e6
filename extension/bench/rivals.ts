/**
 * What is much slower than ours: the same rules as one alternation in JavaScript and
 * one by one in Go's own regexp as wasm, and npm packages with rules of their own.
 * They get as much of each text as they manage in the time that is there; what is
 * cut short is said.
 */
import { wasi } from "../src/engine/wasi.ts";
import { best, mbs, perCall, timed } from "./clock.ts";
import type { Figures, Material, Section } from "./material.ts";
import { alternation } from "./patterns.ts";
import type { Peer } from "./peers/index.js";

interface Rival {
  name: string;
  run(text: string): unknown;
}

/** Milliseconds: for one rival in all, and for one call on a part of a text. */
const IN_ALL = 5_000;
const ONE_CALL = 1_000;
const PARTS = [10_000, 100_000, 1_000_000];

export async function rivals(material: Material, peers: readonly Peer[]): Promise<Section> {
  const figures: Figures = {};
  const notes: string[] = [];
  for (const rival of [asOne(material), await goRegexp(material), ...peers]) {
    const end = performance.now() + IN_ALL;
    const us = await promptTime(rival, material.prompt);
    figures[`prompt508_${rival.name}_us`] = us * 1000;
    const parts = new Map<number, string[]>();
    const left: string[] = [];
    for (const { name, text } of [{ name: "paste1m", text: material.corpus }, ...material.kinds]) {
      if (performance.now() > end) {
        left.push(name);
        continue;
      }
      const { speed, part } = await throughput(rival, text);
      figures[`${name}_${rival.name}_mbs`] = speed;
      if (part < text.length) parts.set(part, [...(parts.get(part) ?? []), name]);
    }
    for (const [part, names] of parts) notes.push(`${rival.name}: ${names.join(", ")} measured on the first ${part / 1000} kB`);
    if (left.length > 0) notes.push(`${rival.name}: no time left for ${left.join(", ")}`);
  }
  return { figures, notes };
}

async function promptTime(rival: Rival, prompt: string): Promise<number> {
  await timed(() => rival.run(prompt), 5);
  return (await perCall(15, () => rival.run(prompt)))[0]!;
}

/** MB/s on the longest part of the text that one call manages in time, with room for a quadratic one. */
async function throughput(rival: Rival, text: string): Promise<{ speed: number; part: number }> {
  let speed = 0;
  let part = 0;
  for (const length of PARTS) {
    if (length > text.length && part > 0) break;
    const head = text.slice(0, length);
    const once = await timed(() => rival.run(head));
    const spent = once < ONE_CALL / 3 ? Math.min(once, await best(() => rival.run(head), 2)) : once;
    speed = mbs(head, spent);
    part = Math.min(length, text.length);
    if (once * 30 > ONE_CALL) break;
  }
  return { speed, part };
}

/** All rules as one expression: where rules overlap it finds the first only. */
function asOne({ patterns }: Material): Rival {
  const expression = alternation(patterns);
  return {
    name: "js_alternation",
    run(text) {
      let hits = 0;
      for (const _ of text.matchAll(expression)) hits++;
      return hits;
    },
  };
}

/** The rules in Go's regexp, one by one, compiled to wasm as the detector is. */
async function goRegexp({ goRegexp: wasm, patterns }: Material): Promise<Rival> {
  interface Exports {
    memory: WebAssembly.Memory;
    _initialize(): void;
    reserve(bytes: number): number;
    add(bytes: number): number;
    count(bytes: number): number;
  }
  const system = wasi();
  const { instance } = await WebAssembly.instantiate(wasm, { wasi_snapshot_preview1: system.imports });
  const go = instance.exports as unknown as Exports;
  system.attach(go.memory);
  go._initialize();
  const utf8 = new TextEncoder();
  const put = (text: string): number => {
    const at = go.reserve(3 * text.length);
    return utf8.encodeInto(text, new Uint8Array(go.memory.buffer, at, 3 * text.length)).written;
  };
  for (const { rule, pattern } of patterns) {
    if (go.add(put(pattern)) !== 1) throw new Error(`rule ${rule}: Go's regexp does not take its pattern`);
  }
  return { name: "go_regexp", run: (text) => go.count(put(text)) };
}
