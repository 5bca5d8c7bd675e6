/** Linear memory of one engine after many prompts and one long paste. */
import { Detector } from "../src/engine/detector.ts";
import type { Material, Section } from "./material.ts";

const PROMPTS = 10_000;

export async function soak({ wasm, pack, names, prompt, corpus }: Material): Promise<Section> {
  const detector = await Detector.start(wasm, pack);
  detector.learn(names);
  for (let i = 0; i < PROMPTS; i++) detector.scan(prompt);
  detector.scan(corpus);
  return { figures: { memory_after_soak_mib: detector.memory / 2 ** 20 }, notes: [] };
}
