/**
 * The two places where sealed tables lie: IndexedDB, and the memory of the
 * browser for private windows, which leave nothing on disk.
 */
import type { Box } from "../lib/box.ts";
import type { Database } from "./database.ts";
import type { Alias, Sealed, Shelf } from "./vault.ts";

export function databaseShelf(database: Database): Shelf {
  return {
    get: (id) => database.get("tables", id),
    put: (id, entry) => database.put("tables", id, entry),
    delete: (id) => database.delete("tables", id),
    entries: () => database.entries("tables"),
    clear: () => database.clear("tables"),
  };
}

const PREFIX = "private.table.";

/** storage.session takes JSON only, so bytes cross it as number lists. */
export function memoryShelf(box: Box): Shelf {
  const filed = async () => Object.entries(await box.all()).filter(([key]) => key.startsWith(PREFIX));
  return {
    get: async (id) => revive(await box.get(PREFIX + id)),
    put: (id, entry) => box.set(PREFIX + id, flatten(entry)),
    delete: (id) => box.remove(PREFIX + id),
    entries: async () => (await filed()).map(([key, entry]) => [key.slice(PREFIX.length), revive(entry)]),
    clear: async () => box.remove((await filed()).map(([key]) => key)),
  };
}

function flatten(entry: Sealed | Alias): object {
  return "alias" in entry ? entry : { ...entry, iv: [...entry.iv], data: [...entry.data] };
}

function revive(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { iv, data } = entry as { iv?: unknown; data?: unknown };
  if (!Array.isArray(iv) || !Array.isArray(data)) return entry;
  return { ...entry, iv: Uint8Array.from(iv as number[]), data: Uint8Array.from(data as number[]) };
}
