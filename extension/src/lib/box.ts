/**
 * A small key-value store, as storage.local and storage.session are. Values are
 * plain data; `get` resolves to undefined for a key that was never set.
 */
import { ext, type StorageArea } from "./ext.ts";

export interface Box {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
  all(): Promise<Record<string, unknown>>;
}

/** Survives the browser; holds counts, consent and dates, never text of users. */
export const localBox: Box = boxOf(() => ext.storage.local);

/** Lives in memory until the browser closes; survives the background's restart. */
export const sessionBox: Box = boxOf(() => ext.storage.session);

function boxOf(area: () => StorageArea): Box {
  return {
    get: async (key) => (await area().get(key))[key],
    set: (key, value) => area().set({ [key]: value }),
    remove: (keys) => area().remove(keys),
    all: () => area().get(null),
  };
}
