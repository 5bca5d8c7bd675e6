/**
 * The measurements that need nothing but a JavaScript engine: the same code runs
 * in a page of Chromium, in a page of Firefox and in Node. Every figure is the
 * median of batches inside one run, and the plain RegExp form of the same rules
 * is measured in turn with ours, so that their ratio holds on a noisy machine.
 */
import { Detector } from "../src/engine/detector.ts";
import { toRegExp, type PatternSource } from "./patterns.ts";

export interface Material {
  wasm: ArrayBuffer;
  pack: Uint8Array;
  names: Uint8Array;
  /** German prompt of 508 characters with 11 findings. */
  prompt: string;
  /** 1,000,000 bytes of mixed text. */
  corpus: string;
  patterns: PatternSource[];
}

export type Figures = Record<string, number>;

const BATCHES = 9;

/** Milliseconds per call: median over batches that are long enough for the clock. */
function perCall(run: () => unknown, least = 40): number {
  let calls = 1;
  for (;;) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    const spent = performance.now() - start;
    if (spent >= least) break;
    calls = Math.max(calls + 1, Math.ceil((calls * least * 1.2) / Math.max(spent, 0.5)));
  }
  const times: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    times.push((performance.now() - start) / calls);
  }
  return median(times);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("median of nothing");
  return middle;
}

/** From bytes to the first verdict, in a fresh engine, and the time that the model of names takes to load. */
export async function cold(material: Material): Promise<Figures> {
  const start = performance.now();
  const detector = await Detector.start(material.wasm, material.pack);
  const ready = performance.now();
  detector.scan(material.prompt);
  const scanned = performance.now();
  detector.learn(material.names);
  const learned = performance.now();
  return { cold_ready_ms: ready - start, cold_first_scan_ms: scanned - ready, cold_names_ms: learned - scanned };
}

/** Warm figures: ours beside the same rules as RegExp, one by one. */
export async function warm(material: Material): Promise<Figures> {
  const detector = await Detector.start(material.wasm, material.pack);
  const expressions = material.patterns.map(toRegExp);
  const byRegExp = (text: string): number => {
    let hits = 0;
    for (const expression of expressions) for (const _ of text.matchAll(expression)) hits++;
    return hits;
  };
  const paste = material.corpus.slice(0, 100_000);
  const bytes = new TextEncoder().encode(material.corpus).length;

  const found = detector.scan(material.prompt).length;
  if (found !== 11) throw new Error(`the prompt of 508 characters gives ${found} findings instead of 11: the figures would not be comparable`);
  for (let i = 0; i < 200; i++) {
    detector.scan(material.prompt);
    byRegExp(material.prompt);
  }
  const prompt = perCall(() => detector.scan(material.prompt));
  const promptRegExp = perCall(() => byRegExp(material.prompt));
  const paste100 = perCall(() => detector.scan(paste), 100);
  const paste100RegExp = perCall(() => byRegExp(paste), 200);
  const corpus = perCall(() => detector.scan(material.corpus, true), 200);
  const corpusRegExp = perCall(() => byRegExp(material.corpus), 200);
  detector.learn(material.names);
  const full = perCall(() => detector.scan(material.prompt));
  const paste100Full = perCall(() => detector.scan(paste), 100);
  return {
    prompt508_rules_us: prompt * 1000,
    prompt508_full_us: full * 1000,
    prompt508_js_regexp_us: promptRegExp * 1000,
    ratio_jsregexp_prompt508: promptRegExp / prompt,
    paste100k_rules_ms: paste100,
    paste100k_full_ms: paste100Full,
    paste100k_js_regexp_ms: paste100RegExp,
    ratio_jsregexp_100k: paste100RegExp / paste100,
    paste1m_rules_mbs: bytes / 1e3 / corpus,
    paste1m_js_regexp_mbs: bytes / 1e3 / corpusRegExp,
    ratio_jsregexp_1m: corpusRegExp / corpus,
  };
}
