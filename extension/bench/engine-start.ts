/** What a start of the engine costs, from the moment its files were asked for. */
import { selfTest } from "../src/background/engine.ts";
import { Detector } from "../src/engine/detector.ts";
import type { Figures } from "./material.ts";

export interface EngineFiles {
  module: Parameters<typeof Detector.start>[0];
  pack: Uint8Array;
  names: Uint8Array;
}

/** `since`: performance.now() when the files were asked for. */
export async function engineStart(since: number, { module, pack, names }: EngineFiles, prompt: string): Promise<Figures> {
  const detector = await Detector.start(module, pack);
  const started = performance.now();
  detector.learn(names);
  const learned = performance.now();
  selfTest(detector);
  const ready = performance.now();
  detector.scan(prompt);
  const scanned = performance.now();
  return { cold_ready_ms: ready - since, cold_names_ms: learned - started, cold_first_scan_ms: scanned - ready };
}
