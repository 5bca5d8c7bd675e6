/** What the benchmark page does: fetch the material once, measure when asked. */
import { cold, warm, type Figures, type Material } from "./measure.ts";

declare global {
  interface Window {
    bench: { cold(): Promise<Figures>; warm(): Promise<Figures> };
  }
}

async function material(): Promise<Material> {
  const bytes = async (path: string) => (await fetch(path)).arrayBuffer();
  const text = async (path: string) => (await fetch(path)).text();
  return {
    wasm: await bytes("/bin/detector.wasm"),
    pack: new Uint8Array(await bytes("/bin/rules.pack")),
    names: new Uint8Array(await bytes("/bin/names.model")),
    prompt: await text("/data/prompt508"),
    corpus: await text("/data/corpus"),
    patterns: JSON.parse(await text("/data/patterns.json")) as Material["patterns"],
  };
}

window.bench = {
  cold: async () => cold(await material()),
  warm: async () => warm(await material()),
};
