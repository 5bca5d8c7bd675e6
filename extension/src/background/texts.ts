/**
 * What the engine says about texts. Ordinary prompts are one call each; long ones,
 * and those of a conversation with a long table, are worked on in steps, so that
 * nobody else waits for them.
 */
import type { MaskEdit, RawFinding, RuleInfo, Steps, UnmaskEdit } from "../engine/detector.ts";
import type { Engine } from "./engine.ts";
import type { Host } from "./host.ts";

/** Units of text plus bytes of table above which a question is long. */
export const LONG = 32 << 10;

export interface How {
  /** Also what the default policy does not mask. */
  all: boolean;
  /** Placeholders are pseudonyms where there are any. */
  speaking: boolean;
  /** What stands in the conversation: none of its placeholders is given to another original. */
  said: readonly string[];
}

/** Findings and edits name their rule by its number in `rules`. */
export type Found<T> = T & { rules: readonly RuleInfo[] };

export class Texts {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  scan(text: string, signal?: AbortSignal): Promise<Found<{ findings: RawFinding[] }>> {
    if (text.length <= LONG) return this.#host.run((engine) => ({ findings: engine.scan(text, true), rules: engine.rules() }));
    return this.#host.runLong(function* (engine) {
      return { findings: yield* engine.scanInSteps(text, true), rules: engine.rules() };
    }, signal);
  }

  /** Masks texts under one table, in order. A table that has not grown is the one that was given. */
  async mask(table: Uint8Array, texts: readonly string[], how: How, signal?: AbortSignal): Promise<Found<{ edits: MaskEdit[][]; table: Uint8Array }>> {
    if (!isLong(texts, table, how.said)) return this.#host.run((engine) => ({ ...maskAll(engine, table, texts, how), rules: engine.rules() }));
    const masked = await this.#host.runLong(function* (engine): Steps<Found<{ edits: MaskEdit[][]; table: Uint8Array }>> {
      return { ...(yield* engine.maskInSteps(table, texts, how.all, how.speaking, how.said)), rules: engine.rules() };
    }, signal);
    return masked.table.length === table.length ? { ...masked, table } : masked;
  }

  unmask(table: Uint8Array, texts: readonly string[], signal?: AbortSignal): Promise<UnmaskEdit[][]> {
    if (!isLong(texts, table)) return this.#host.run((engine) => texts.map((text) => engine.unmask(table, text)));
    return this.#host.runLong((engine) => engine.unmaskInSteps(table, texts), signal);
  }
}

/** What is only read for placeholders weighs less. */
function isLong(texts: readonly string[], table: Uint8Array, said: readonly string[] = []): boolean {
  return units(texts) + units(said) / 16 + table.length > LONG;
}

function units(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function maskAll(engine: Engine, table: Uint8Array, texts: readonly string[], { all, speaking, said }: How): { edits: MaskEdit[][]; table: Uint8Array } {
  const edits: MaskEdit[][] = [];
  for (const text of texts) {
    const masked = engine.mask(table, text, all, speaking, said);
    edits.push(masked.edits);
    table = masked.table;
  }
  return { edits, table };
}
