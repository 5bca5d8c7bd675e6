/**
 * The start of the engine as the background does it, in a page of the extension:
 * the files of the package, compiled while they are read, the rules and the model
 * of names loaded, the self-test that is also the warm-up. This is what people wait for.
 */
import { packaged, packagedModule } from "../src/lib/http.ts";
import { engineStart } from "./engine-start.ts";
import type { Figures } from "./material.ts";

declare global {
  interface Window {
    cold(module: string, prompt: string): Promise<Figures>;
  }
}

window.cold = async (file, prompt) => {
  const since = performance.now();
  const [module, pack, names] = await Promise.all([packagedModule(file), packaged("rules.pack"), packaged("names.model")]);
  return engineStart(since, { module, pack, names }, prompt);
};
