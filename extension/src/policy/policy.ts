/**
 * The settings in force, read once and again when a source changes. Whoever asks
 * before the first reading is done waits for it: nobody acts on a guess.
 */
import type { Mode } from "../lib/messages.ts";
import { layers, type Sources } from "./source.ts";
import { settle, type Settings, type Settled } from "./settings.ts";

export class Policy {
  readonly #sources: Sources;
  readonly #onChange: (settings: Settings) => void;
  #settled: Promise<Settled> | undefined;

  constructor(sources: Sources, onChange: (settings: Settings) => void) {
    this.#sources = sources;
    this.#onChange = onChange;
  }

  settled(): Promise<Settled> {
    this.#settled ??= layers(this.#sources).then(settle);
    return this.#settled;
  }

  async settings(): Promise<Settings> {
    return (await this.settled()).settings;
  }

  async mode(): Promise<{ value: Mode; locked: boolean }> {
    const { settings, origins } = await this.settled();
    return { value: settings.mode, locked: origins.mode === "managed" || origins.mode === "company" };
  }

  /** Reads all sources again and tells what they say now. */
  async reload(): Promise<void> {
    this.#settled = undefined;
    this.#onChange(await this.settings());
  }
}
