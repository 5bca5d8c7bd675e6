/**
 * The start of the engine as the background does it, in a page of the extension:
 * the files of the package, compiled while they are read, the rules and the model
 * of names loaded, the self-test that is also the warm-up. This is what people wait for.
 */
import { selfTest } from "../src/background/engine.ts";
import { Detector } from "../src/engine/detector.ts";
import { packaged, packagedModule } from "../src/lib/http.ts";
import type { Figures } from "./material.ts";

declare global {
  interface Window {
    cold(module: string, prompt: string): Promise<Figures>;
  }
}

window.cold = async (file, prompt) => {
  const start = performance.now();
  const [module, pack, names] = await Promise.all([packagedModule(file), packaged("rules.pack"), packaged("names.model")]);
  const detector = await Detector.start(module, pack);
  const started = performance.now();
  detector.learn(names);
  const learned = performance.now();
  selfTest(detector);
  const ready = performance.now();
  detector.scan(prompt);
  const scanned = performance.now();
  return { cold_ready_ms: ready - start, cold_names_ms: learned - started, cold_first_scan_ms: scanned - ready };
};
