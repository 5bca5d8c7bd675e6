/** Stand-ins for the browser and the engine, for tests in Node. */
import type { MaskEdit } from "../src/engine/detector.ts";
import type { Box } from "../src/lib/box.ts";
import type { Wire } from "../src/lib/port.ts";
import type { Database, StoreName } from "../src/background/database.ts";
import type { Engine } from "../src/background/engine.ts";
import type { Alias, Sealed, Shelf } from "../src/background/vault.ts";

export function fakeBox(start: Record<string, unknown> = {}): Box & { held: Map<string, unknown> } {
  const held = new Map(Object.entries(start));
  return {
    held,
    get: async (key) => structuredClone(held.get(key)),
    set: async (key, value) => void held.set(key, structuredClone(value)),
    remove: async (keys) => [keys].flat().forEach((key) => held.delete(key)),
    all: async () => structuredClone(Object.fromEntries(held)),
  };
}

export function fakeShelf(): Shelf & { held: Map<string, Sealed | Alias> } {
  const held = new Map<string, Sealed | Alias>();
  return {
    held,
    get: async (id) => held.get(id),
    put: async (id, entry) => void held.set(id, entry),
    delete: async (id) => void held.delete(id),
    entries: async () => [...held],
    clear: async () => held.clear(),
  };
}

export function fakeDatabase(): Database {
  const held: Record<StoreName, Map<string, unknown>> = { keys: new Map(), tables: new Map(), files: new Map(), packs: new Map() };
  return {
    get: async (store, key) => held[store].get(key),
    put: async (store, key, value) => void held[store].set(key, value),
    putAll: async (store, entries) => entries.forEach((value, key) => held[store].set(key, value)),
    delete: async (store, key) => void held[store].delete(key),
    entries: async (store) => [...held[store]],
    clear: async (store) => held[store].clear(),
  };
}

type Listener = (message: unknown) => void;

/** Two ends of one Port; messages arrive in a microtask, as JSON. */
export function wirePair(): { client: Wire; server: Wire; cut(): void } {
  let open = true;
  const ends = [0, 1].map(() => ({ messages: [] as Listener[], closed: [] as (() => void)[] }));
  const cut = () => {
    if (!open) return;
    open = false;
    for (const end of ends) for (const listener of end.closed) listener();
  };
  const wire = (mine: number): Wire => ({
    postMessage(message) {
      if (!open) throw new Error("port closed");
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => open && ends[1 - mine]?.messages.forEach((listener) => listener(copy)));
    },
    disconnect() {
      open = false;
      ends[1 - mine]?.closed.forEach((listener) => listener());
    },
    onMessage: { addListener: (listener) => void ends[mine]?.messages.push(listener) },
    onDisconnect: { addListener: (listener) => void ends[mine]?.closed.push(listener) },
  });
  return { client: wire(0), server: wire(1), cut };
}

/** Rules of the fake engine: words to find, in the order of their index. */
const words = [
  { id: "w-email", category: "EMAIL", label: "EMAIL", stage: "mask", pattern: /[\w.]+@[\w.]+\w/g },
  { id: "w-iban", category: "IBAN", label: "IBAN", stage: "mask", pattern: /DE\d\d( \d{4}){4} \d\d/g },
  { id: "w-org", category: "ORG", label: "ORG", stage: "mask", pattern: /Musterwerk/g },
  { id: "w-key", category: "SECRET", label: "KEY", stage: "block", pattern: /geheim-\d+/g },
  { id: "w-plate", category: "PLATE", label: "PLATE", stage: "warn", pattern: /B-XY 12/g },
] as const;

export interface FakeEngine extends Engine {
  calls: number;
  /** The text under edit. */
  draft: string | null;
  names: boolean;
}

/** Finds the words above; its table is "placeholder=original" lines. `trap` is a text that makes it throw. */
export function fakeEngine({ serial = 1, trap = "\u0000trap", blind = false } = {}): FakeEngine {
  let dead = false;
  const enter = (text: string) => {
    if (dead) throw new Error("engine used after a trap");
    engine.calls++;
    if (text.includes(trap)) {
      dead = true;
      throw new Error(`unreachable while reading ${text}`);
    }
  };
  const find = (text: string, all: boolean) =>
    words
      .flatMap((word, rule) =>
        (blind || (!all && (word.category === "ORG" || word.stage === "warn")) ? [] : [...text.matchAll(word.pattern)]).map((m) => ({
          start: m.index,
          length: m[0].length,
          rule,
          score: 90,
        })),
      )
      .sort((a, b) => a.start - b.start);
  const read = (table: Uint8Array) =>
    new Map(
      new TextDecoder()
        .decode(table)
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split("=") as [string, string]),
    );
  const engine: FakeEngine = {
    calls: 0,
    draft: null,
    memory: 0,
    serial,
    names: false,
    learn(model) {
      if (model && new TextDecoder().decode(model) === "refused") throw new Error("refused");
      engine.names = model !== null;
    },
    rules: () => words.map(({ id, category, label, stage }) => ({ id, category, label, stage, secret: category === "SECRET" })),
    scan(text, all = false) {
      enter(text);
      return find(text, all);
    },
    explain: () => [{ code: "pattern" }],
    mask(table, text, all = false, _speaking = false, said = []) {
      enter(text);
      const held = read(table);
      for (const [placeholder] of said.join("\n").matchAll(/\[[A-Z]+_\d+\]/g)) if (!held.has(placeholder)) held.set(placeholder, "");
      const edits = find(text, all).map(({ start, length, rule, score }) => {
        const original = text.slice(start, start + length);
        const label = words[rule]?.label ?? "";
        const known = [...held].find(([, value]) => value === original)?.[0];
        const placeholder = known ?? `[${label}_${[...held.keys()].filter((k) => k.startsWith(`[${label}_`)).length + 1}]`;
        held.set(placeholder, original);
        return { start, length, text: placeholder, rule, score };
      });
      return { edits, table: new TextEncoder().encode([...held].map(([k, v]) => `${k}=${v}\n`).join("")) };
    },
    *scanInSteps(text, all = false) {
      yield;
      return engine.scan(text, all);
    },
    *maskInSteps(table, texts, all = false, speaking = false, said = []) {
      const edits: MaskEdit[][] = [];
      for (const text of texts) {
        yield;
        const masked = engine.mask(table, text, all, speaking, said);
        edits.push(masked.edits);
        table = masked.table;
      }
      return { edits, table };
    },
    *unmaskInSteps(table, texts) {
      yield;
      return texts.map((text) => engine.unmask(table, text));
    },
    open(text) {
      enter(text);
      engine.draft = text;
      return { first: 0, removed: 0, findings: find(text, true) };
    },
    edit({ start, removed, by }) {
      enter(by);
      const { draft } = engine;
      if (draft === null || start + removed > draft.length) return undefined;
      const before = find(draft, true).length;
      engine.draft = draft.slice(0, start) + by + draft.slice(start + removed);
      return { first: 0, removed: before, findings: find(engine.draft, true) };
    },
    close() {
      engine.draft = null;
    },
    unmask(table, text) {
      enter(text);
      return [...read(table)].flatMap(([placeholder, original]) => {
        const start = text.indexOf(placeholder);
        const category = words.find(({ label }) => placeholder.startsWith(`[${label}_`))?.category ?? "ID";
        return start < 0 || original === "" ? [] : [{ start, length: placeholder.length, text: original, category }];
      });
    },
  } as FakeEngine;
  return engine;
}

export async function tableKeyForTests(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
