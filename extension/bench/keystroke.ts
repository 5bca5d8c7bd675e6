/**
 * Typing in the middle of 100 KB: one letter after the other goes into a text under
 * edit, as the background does it, beside a scan of all of the text.
 */
import { Detector } from "../src/engine/detector.ts";
import { updated } from "../src/lib/change.ts";
import { perCall } from "./clock.ts";
import type { Figures, Material, Section } from "./material.ts";

const LINE = "Bitte pruefe den Entwurf noch einmal und gib mir bis Freitag Bescheid, ob er so bleiben kann.\n";

export async function keystroke(material: Material): Promise<Section> {
  const figures: Figures = {};
  const detector = await Detector.start(material.wasm, material.pack);
  figures["keystroke100k_ms"] = await typing(detector, material);
  detector.learn(material.names);
  figures["keystroke100k_full_ms"] = await typing(detector, material);
  return { figures, notes: [] };
}

/** Milliseconds per letter, findings brought up to date included. */
async function typing(detector: Detector, material: Material): Promise<number> {
  const text = material.corpus.slice(0, 100_000);
  let found = updated([], detector.open(text), 0);
  let at = text.indexOf("\n", 50_000) + 1;
  let typed = 0;
  const [ms] = await perCall(20, () => {
    const by = LINE.charAt(typed++ % LINE.length);
    const update = detector.edit({ start: at++, removed: 0, by });
    if (!update) throw new Error("the text under edit is gone");
    found = updated(found, update, 1);
  });
  if (found.length === 0) throw new Error("nothing is found in 100 KB: the figures would not be comparable");
  detector.close();
  return ms ?? 0;
}
