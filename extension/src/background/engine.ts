/**
 * What the background needs of a detector: the face of src/engine, and nothing
 * of WebAssembly. All calls are synchronous; one that throws leaves the engine
 * unusable.
 */
import type { Detector, Use } from "../engine/detector.ts";

export type Engine = Pick<
  Detector,
  "memory" | "serial" | "rules" | "names" | "learn" | "scan" | "explain" | "mask" | "unmask" | "scanInSteps" | "maskInSteps" | "unmaskInSteps" | "open" | "edit" | "close"
>;

/** What an engine works by. Without names of its own, the bundled model of names is used. */
export interface Content {
  pack: Uint8Array;
  names?: Uint8Array | undefined;
}

/** Compiles nothing twice: makes engines of packs from one compiled module. */
export type MakeEngine = (pack: Uint8Array, use: Use) => Promise<Engine>;

/** Invented values with valid check digits; every usable pack finds both. */
const CANARY = "Bitte an erika.beispiel@example.org überweisen, IBAN DE89 3704 0044 0532 0130 00.";
const FOUND = ["EMAIL", "IBAN"];
/** Words in which no usable pack finds anything to mask. */
const PLAIN = "Please write a short and friendly text about the weather in spring. Schreibe danach eine kurze Zusammenfassung.";
/** The rule that the model of names speaks through, and a person that no other rule finds. */
const LEARNED = "person-in-text";
const PERSON = "Gestern hat Katharina Vollbrecht den Entwurf geschickt.";

/**
 * The gate in front of every pack and model: one scan that must find what is there
 * and one that must find nothing. It also warms the engine up. Throws when it fails.
 */
export function selfTest(engine: Engine): void {
  const rules = engine.rules();
  const classes = new Set(engine.scan(CANARY).map((f) => rules[f.rule]?.category));
  if (!FOUND.every((category) => classes.has(category))) throw new Error("engine: self-test found too little");
  if (engine.scan(PLAIN).length > 0) throw new Error("engine: self-test found too much");
  const learned = rules.some((rule) => rule.id === LEARNED && rule.stage === "mask");
  if (engine.names && learned && engine.scan(PERSON).length === 0) throw new Error("engine: self-test found no name");
}
