/**
 * The background's IndexedDB: encrypted conversation tables, their key, signed
 * update files and accepted rule packs. Every function rejects when the database
 * does, with a QuotaExceededError when there is no space left; callers decide what
 * failing closed means for them.
 */

const NAME = "deckname";
const VERSION = 1;

export type StoreName = "keys" | "tables" | "files" | "packs";
const stores: readonly StoreName[] = ["keys", "tables", "files", "packs"];

export interface Database {
  get(store: StoreName, key: string): Promise<unknown>;
  put(store: StoreName, key: string, value: unknown): Promise<void>;
  /** All or nothing. */
  putAll(store: StoreName, entries: ReadonlyMap<string, unknown>): Promise<void>;
  delete(store: StoreName, key: string): Promise<void>;
  entries(store: StoreName): Promise<[string, unknown][]>;
  clear(store: StoreName): Promise<void>;
}

/** Opens lazily and again after the browser closed the connection. */
export function openDatabase(factory: () => IDBFactory = () => indexedDB): Database {
  let opening: Promise<IDBDatabase> | undefined;

  function connection(): Promise<IDBDatabase> {
    opening ??= open(factory(), () => (opening = undefined)).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function within<T>(
    store: StoreName,
    mode: IDBTransactionMode,
    act: (objects: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T | undefined> {
    const transaction = (await connection()).transaction(store, mode);
    const request = act(transaction.objectStore(store));
    await finished(transaction);
    return request?.result;
  }

  return {
    get: (store, key) => within<unknown>(store, "readonly", (o) => o.get(key)),
    async put(store, key, value) {
      await within(store, "readwrite", (o) => o.put(value, key));
    },
    async putAll(store, entries) {
      await within(store, "readwrite", (o) => {
        for (const [key, value] of entries) o.put(value, key);
        return undefined;
      });
    },
    async delete(store, key) {
      await within(store, "readwrite", (o) => o.delete(key));
    },
    async entries(store) {
      const transaction = (await connection()).transaction(store, "readonly");
      const objects = transaction.objectStore(store);
      const keys = objects.getAllKeys();
      const values = objects.getAll();
      await finished(transaction);
      return (keys.result as string[]).map((key, i) => [key, values.result[i] as unknown]);
    },
    async clear(store) {
      await within(store, "readwrite", (o) => o.clear());
    },
  };
}

function open(factory: IDBFactory, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = closed;
      database.onversionchange = () => {
        database.close();
        closed();
      };
      resolve(database);
    };
    request.onerror = () => reject(new Error("database: open"));
    request.onblocked = () => reject(new Error("database: blocked"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // Every failure ends here, and only here its cause is known.
    transaction.onabort = () => {
      const error = new Error("database: aborted");
      if (transaction.error?.name === "QuotaExceededError") error.name = transaction.error.name;
      reject(error);
    };
  });
}
