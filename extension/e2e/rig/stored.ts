/** What the extension keeps, as a page of its own sees it. */
import type { Recorded } from "../../practice/server.ts";
import type { Page } from "./browser.ts";

/** Number of conversations' tables, with the temporary keys that were renamed. */
export const storedTables = (own: Page): Promise<number> =>
  own.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("deckname");
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("tables").objectStore("tables").count();
          counting.onsuccess = () => (opening.result.close(), resolve(counting.result));
        };
      }),
  );

export interface Stored {
  /** Every string and every byte in every store, key and value, in the form that leaks.ts reads. */
  pieces: Recorded[];
  /** What there is of CryptoKeys. */
  keys: { name: string; extractable: boolean }[];
  /** The tables of conversations, opened with that key, as text. */
  tables: string[];
}

/** All of the extension's IndexedDB, storage.local and storage.session. */
export async function everythingStored(own: Page): Promise<Stored> {
  const { found, ...rest } = await own.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const found: { where: string; base64: string }[] = [];
    const keys: { name: string; extractable: boolean }[] = [];
    const note = (where: string, bytes: Uint8Array): void => {
      let binary = "";
      for (const byte of bytes) binary += String.fromCharCode(byte);
      found.push({ where, base64: btoa(binary) });
    };
    const walk = (where: string, value: unknown): void => {
      if (value instanceof CryptoKey) keys.push({ name: where, extractable: value.extractable });
      else if (value instanceof ArrayBuffer) note(where, new Uint8Array(value));
      else if (ArrayBuffer.isView(value)) note(where, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      else if (Array.isArray(value) && value.length > 0 && value.every((item) => Number.isInteger(item) && item >= 0 && item < 256)) note(where, Uint8Array.from(value as number[]));
      else if (Array.isArray(value)) value.forEach((part) => walk(where, part));
      else if (typeof value === "object" && value !== null) for (const [name, part] of Object.entries(value)) walk(`${where}.${name}`, [name, part]);
      else note(where, new TextEncoder().encode(String(value)));
    };
    const tables: string[] = [];
    for (const { name, version } of await indexedDB.databases()) {
      if (!version) continue; // Firefox lists what is only just being made
      const database = await done(indexedDB.open(name!, version));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [names, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll() as IDBRequest<unknown[]>)]);
        // Signed files and rules are the same for everybody, and large.
        if (store !== "files" && store !== "packs") values.forEach((value, i) => walk(`${store} ${String(names[i])}`, [names[i], value]));
        if (store !== "tables") continue;
        const key = await done(database.transaction("keys").objectStore("keys").get("tables") as IDBRequest<CryptoKey>);
        for (const [i, value] of values.entries()) {
          const { iv, data } = value as { iv?: Uint8Array<ArrayBuffer>; data?: Uint8Array<ArrayBuffer> };
          if (!iv || !data) continue;
          const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(String(names[i])) }, key, data);
          tables.push(new TextDecoder().decode(plain));
        }
      }
      database.close();
    }
    const { browser, chrome } = globalThis as unknown as Record<string, { storage: Record<string, { get(keys: null): Promise<object> }> } | undefined>;
    for (const area of ["local", "session"]) walk(area, await (browser ?? chrome)!.storage[area]!.get(null));
    return { found, keys, tables };
  });
  const pieces = found.map(({ where, base64 }) => ({
    at: "",
    method: "stored",
    url: where,
    headers: {},
    body: Buffer.from(base64, "base64").toString("latin1"),
    bodyBase64: base64,
  }));
  return { pieces, ...rest };
}
