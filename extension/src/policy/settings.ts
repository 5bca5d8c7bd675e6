/**
 * Every setting of Deckname: its name, its default and what counts as a valid
 * value, in one table. A value of the wrong type is dropped, so that a typing
 * error in a policy falls back to the default, which protects.
 */
import { ACTIONS, MODES, type Action, type Mode } from "../lib/messages.ts";
import { isCategory, type Category } from "./categories.ts";

/** On which ground counts may leave the device. */
export type ReportBasis = "off" | "consent" | "agreement";

export interface Settings {
  /** Base address of the company's server, without a slash at its end. */
  serverUrl: string | null;
  /** SHA-256 of the TUF root that the server's rules must chain to, hex. */
  rootSha256: string | null;
  /** Shown to the server with each report; names the company, not a person. */
  enrolmentKey: string | null;
  mode: Mode;
  /** Per class: what happens to its findings instead of the default. */
  categories: Partial<Record<Category, Action>>;
  /** Whether users may say "not personal data". */
  allowExceptions: boolean;
  /** Whether users may send originals after an explicit confirmation. */
  allowOriginal: boolean;
  /** Whether they must say why. */
  originalReason: boolean;
  /** Whether recorded speech may leave, as it was spoken; what becomes text of it is masked. */
  allowDictation: boolean;
  /** Whether what is copied or saved from the chat page holds originals. */
  copyOriginals: boolean;
  /** What stands for originals: labels such as [PERSON_1], or invented names where there are any. */
  placeholders: "labels" | "names";
  /** Hours without use after which a conversation's table is deleted. */
  retentionHours: number;
  reports: ReportBasis;
  /** "prompt" reports at once; honoured for a server on this machine only. */
  reportEvery: "day" | "prompt";
}

export type Name = keyof Settings;

/** Where a setting comes from; all but "own" and "default" lock it for the user. */
export type Origin = "managed" | "company" | "own" | "default";

interface Entry<T> {
  fallback: T;
  /** Returns the value to use, or undefined to drop it. */
  parse(value: unknown): T | undefined;
  /** Whether the user may set it where no administrator did. */
  own: boolean;
}

export const table: { readonly [K in Name]: Entry<Settings[K]> } = {
  serverUrl: { fallback: null, parse: server, own: false },
  rootSha256: { fallback: null, parse: digest, own: false },
  enrolmentKey: { fallback: null, parse: key, own: false },
  mode: { fallback: "mask", parse: oneOf<Mode>(MODES), own: true },
  categories: { fallback: {}, parse: perCategory, own: false },
  allowExceptions: { fallback: true, parse: yesOrNo, own: false },
  allowOriginal: { fallback: true, parse: yesOrNo, own: false },
  originalReason: { fallback: false, parse: yesOrNo, own: false },
  allowDictation: { fallback: false, parse: yesOrNo, own: false },
  copyOriginals: { fallback: true, parse: yesOrNo, own: false },
  placeholders: { fallback: "labels", parse: oneOf<"labels" | "names">(["labels", "names"]), own: false },
  retentionHours: { fallback: 24, parse: hours, own: false },
  reports: { fallback: "consent", parse: oneOf<ReportBasis>(["off", "consent", "agreement"]), own: false },
  reportEvery: { fallback: "day", parse: oneOf<"day" | "prompt">(["day", "prompt"]), own: false },
};

export const names = Object.keys(table) as Name[];

export interface Layer {
  origin: Exclude<Origin, "default">;
  values: Readonly<Record<string, unknown>>;
}

export interface Settled {
  settings: Settings;
  origins: Record<Name, Origin>;
}

/** The settings in force: for each name the first layer with a valid value. */
export function settle(layers: readonly Layer[]): Settled {
  const settings: Partial<Record<Name, unknown>> = {};
  const origins: Partial<Record<Name, Origin>> = {};
  for (const name of names) {
    settings[name] = table[name].fallback;
    origins[name] = "default";
    for (const { origin, values } of layers) {
      if (!Object.hasOwn(values, name) || (origin === "own" && !table[name].own)) continue;
      const value = table[name].parse(values[name]);
      if (value === undefined) continue;
      settings[name] = value;
      origins[name] = origin;
      break;
    }
  }
  const done = settings as unknown as Settings;
  if (done.reportEvery === "prompt" && !isLoopback(done.serverUrl)) done.reportEvery = "day";
  return { settings: done, origins: origins as Record<Name, Origin> };
}

/** Whether the address is on this machine; reports per prompt never go further. */
export function isLoopback(address: string | null): boolean {
  if (address === null || !URL.canParse(address)) return false;
  return ["127.0.0.1", "[::1]", "localhost"].includes(new URL(address).hostname);
}

function yesOrNo(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function oneOf<T extends string>(values: readonly T[]): (value: unknown) => T | undefined {
  return (value) => values.find((v) => v === value);
}

/** https anywhere, http on this machine only; no credentials, query or fragment. */
function server(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  if (url.username || url.password || url.search || url.hash) return undefined;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(value))) return undefined;
  return url.href.replace(/\/+$/, "");
}

function digest(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const hex = value.toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : undefined;
}

function key(value: unknown): string | undefined {
  return typeof value === "string" && /^[\x21-\x7e]{1,256}$/.test(value) ? value : undefined;
}

function hours(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 24 * 90 ? value : undefined;
}

function perCategory(value: unknown): Partial<Record<Category, Action>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const out: Partial<Record<Category, Action>> = {};
  for (const [name, wanted] of Object.entries(value)) {
    const action = ACTIONS.find((a) => a === wanted);
    if (isCategory(name) && action) out[name] = action;
  }
  return out;
}
