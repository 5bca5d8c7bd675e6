/** The hostile text that is slowest: warm, warm with the model of names, and with an engine that knows only what the pack brings. */
import { Detector } from "../src/engine/detector.ts";
import { best, mbs, timed } from "./clock.ts";
import type { Material, Section } from "./material.ts";

export async function hostile({ wasm, pack, names, hostile: texts }: Material): Promise<Section> {
  const compiled = await WebAssembly.compile(wasm);
  const warm = await Detector.start(compiled, pack);
  const full = await Detector.start(compiled, pack);
  full.learn(names);
  const cold = await Detector.start(compiled, pack);
  const slowest = {
    adversarial_mbs: { name: "", value: Infinity },
    adversarial_full_mbs: { name: "", value: Infinity },
    adversarial_cold_mbs: { name: "", value: Infinity },
  };
  const see = (row: keyof typeof slowest, name: string, value: number): void => {
    if (value < slowest[row].value) slowest[row] = { name, value };
  };
  for (const { name, text } of texts) {
    warm.scan(text, true);
    see("adversarial_mbs", name, mbs(text, await best(() => warm.scan(text, true), 2)));
    full.scan(text, true);
    see("adversarial_full_mbs", name, mbs(text, await best(() => full.scan(text, true), 2)));
    cold.load(pack);
    see("adversarial_cold_mbs", name, mbs(text, await timed(() => cold.scan(text, true))));
  }
  return {
    figures: Object.fromEntries(Object.entries(slowest).map(([row, { value }]) => [row, value])),
    notes: Object.entries(slowest).map(([row, { name }]) => `${row} is that of ${JSON.stringify(name)}`),
  };
}
