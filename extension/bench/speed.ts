/**
 * Our engine beside the same rules as JavaScript regular expressions, in turns on
 * the same texts; afterwards our engine with the model of names ("full"), which the
 * expressions have nothing to set against.
 */
import { Detector } from "../src/engine/detector.ts";
import { mbs, perCall, warm } from "./clock.ts";
import type { Figures, Material, Section } from "./material.ts";
import { toRegExp } from "./patterns.ts";

export async function speed(material: Material): Promise<Section> {
  const detector = await Detector.start(material.wasm, material.pack);
  const expressions = material.patterns.map(toRegExp);
  const oneByOne = (text: string): number => {
    let hits = 0;
    for (const expression of expressions) for (const _ of text.matchAll(expression)) hits++;
    return hits;
  };

  const found = detector.scan(material.prompt).length;
  if (found !== 11) throw new Error(`the prompt of 508 characters gives ${found} findings instead of 11: the figures would not be comparable`);
  warm(() => {
    detector.scan(material.prompt);
    oneByOne(material.prompt);
  });
  const race = (least: number, text: string, all: boolean) =>
    perCall(least, () => detector.scan(text, all), () => oneByOne(text)) as Promise<[number, number]>;

  const figures: Figures = {};
  const [prompt, promptOneByOne] = await race(40, material.prompt, false);
  figures["prompt508_rules_us"] = prompt * 1000;
  figures["prompt508_js_regexp_us"] = promptOneByOne * 1000;
  figures["ratio_jsregexp_prompt508"] = promptOneByOne / prompt;

  const paste = material.corpus.slice(0, 100_000);
  const [short, shortOneByOne] = await race(60, paste, true);
  figures["paste100k_rules_ms"] = short;
  figures["paste100k_js_regexp_ms"] = shortOneByOne;
  figures["ratio_jsregexp_100k"] = shortOneByOne / short;

  const texts = [{ name: "paste1m", text: material.corpus }, ...material.kinds];
  for (const { name, text } of texts) {
    const [ours, theirs] = await race(20, text, true);
    figures[`${name}_rules_mbs`] = mbs(text, ours);
    figures[`${name}_js_regexp_mbs`] = mbs(text, theirs);
    figures[`ratio_jsregexp_${name === "paste1m" ? "1m" : name}`] = theirs / ours;
  }

  detector.learn(material.names);
  warm(() => detector.scan(material.prompt));
  figures["prompt508_full_us"] = (await perCall(40, () => detector.scan(material.prompt)))[0]! * 1000;
  figures["paste100k_full_ms"] = (await perCall(60, () => detector.scan(paste, true)))[0]!;
  for (const { name, text } of texts) figures[`${name}_full_mbs`] = mbs(text, (await perCall(20, () => detector.scan(text, true)))[0]!);
  return { figures, notes: [] };
}
