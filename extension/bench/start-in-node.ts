/** The start of the engine in Node: from bytes, since there is nothing to stream. */
import { selfTest } from "../src/background/engine.ts";
import { Detector } from "../src/engine/detector.ts";
import type { Figures, Material } from "./material.ts";

export async function startInNode({ wasm, pack, names, prompt }: Material): Promise<Figures> {
  const start = performance.now();
  const detector = await Detector.start(wasm, pack);
  const started = performance.now();
  detector.learn(names);
  const learned = performance.now();
  selfTest(detector);
  const ready = performance.now();
  detector.scan(prompt);
  const scanned = performance.now();
  return { cold_ready_ms: ready - start, cold_names_ms: learned - started, cold_first_scan_ms: scanned - ready };
}
