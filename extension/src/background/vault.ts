/**
 * One table of placeholders per conversation, encrypted at rest with a key that
 * can be used but not read. A table is opened by one job at a time, is bound to
 * its conversation by the cipher, and goes when nothing was masked under it for the
 * retention of the policy. Conversations are filed under a digest, not under their id.
 *
 * A table is saved before the masked text is handed out: what was sent can
 * always be restored. When saving fails the job fails, and nothing leaves. A job
 * that is under way while everything is deleted fails, too: it would bring back
 * what it had read before.
 */
import { Refused } from "../lib/port.ts";
import { Queue } from "../lib/queue.ts";

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970 of the last use. */
  used: number;
}

/** Stands where a temporary key was until the page named the conversation. */
export interface Alias {
  alias: string;
  used: number;
}

/** Where sealed tables lie: IndexedDB, or memory for a private window. */
export interface Shelf {
  get(id: string): Promise<unknown>;
  put(id: string, entry: Sealed | Alias): Promise<void>;
  delete(id: string): Promise<void>;
  entries(): Promise<[string, unknown][]>;
  clear(): Promise<void>;
}

export interface VaultOptions {
  shelf: Shelf;
  /** An AES-GCM key; the same for every call. */
  key(): Promise<CryptoKey>;
  now(): number;
  retentionHours(): number;
}

/** Gets the table; gives back what it found out and the table as it is now. */
export type Job<T> = (table: Uint8Array) => Promise<{ result: T; table: Uint8Array; used?: boolean }>;

interface Opened {
  table: Uint8Array;
  used: number;
}

/** A conversation in which nothing was replaced yet. */
const EMPTY: Opened = { table: new Uint8Array(0), used: 0 };
const HOUR = 3_600_000;
/** How many opened tables stay in memory for the restoring of streamed answers. */
const CACHED = 16;
/** How many times a conversation may have been renamed. */
const CHAIN = 8;

export class Vault {
  readonly #options: VaultOptions;
  readonly #queue = new Queue();
  readonly #open = new Map<string, Opened>();
  readonly #aliases = new Map<string, string>();
  /** How often everything was deleted, and when the last time is done. */
  #cleared = 0;
  #clearing: Promise<unknown> = Promise.resolve();

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /**
   * Runs a job with the conversation's table and saves the table it returns, if
   * it returns another. Jobs of one conversation never overlap and run in the order
   * of the calls, which digests worked out side by side would not keep.
   */
  async use<T>(conversation: string, job: Job<T>): Promise<T> {
    return this.#queue.run(`use ${conversation}`, async () => this.#within(await digest(conversation), job));
  }

  /** Files the table of a temporary key under the conversation's own id. */
  async rekey(from: string, to: string): Promise<void> {
    // One at a time and in the order of the calls: two of them in opposite directions
    // would wait for each other, and the first name that a conversation gets is its own.
    await this.#queue.run("rekey", async () => {
      const source = await digest(from);
      const target = await this.#resolve(await digest(to));
      if (source === target || (await this.#resolve(source)) !== source) return;
      await this.#queue.run(source, () => this.#queue.run(target, () => this.#move(source, target)));
    });
  }

  /** Deletes what the retention no longer covers; returns how many entries went. */
  async sweep(): Promise<number> {
    let gone = 0;
    for (const [id, entry] of await this.#options.shelf.entries()) {
      if (!this.#over(entry)) continue;
      await this.#queue.run(id, async () => {
        if (!this.#over(await this.#options.shelf.get(id))) return; // used again meanwhile
        await this.#forget(id);
        gone++;
      });
    }
    return gone;
  }

  /** Deletes every table at once; waits for no job. */
  async clear(): Promise<void> {
    this.#cleared++;
    this.#open.clear();
    this.#aliases.clear();
    const clearing = this.#options.shelf.clear();
    this.#clearing = clearing.catch(() => undefined);
    await clearing;
  }

  async #within<T>(id: string, job: Job<T>): Promise<T> {
    return this.#queue.run(id, async () => {
      const cleared = await this.#begin();
      const target = await this.#resolve(id);
      if (target !== id) return this.#within(target, job);
      const before = await this.#load(id, cleared);
      const { result, table, used } = await job(before.table);
      const touch = used === true && before.used < this.#options.now() - HOUR / 2;
      if (touch || !same(before.table, table)) await this.#save(id, table, cleared);
      return result;
    });
  }

  /** Before anything is read: what was there while everything is being deleted is not there. */
  async #begin(): Promise<number> {
    let cleared: number;
    do {
      cleared = this.#cleared;
      await this.#clearing;
    } while (cleared !== this.#cleared);
    return cleared;
  }

  async #move(source: string, target: string): Promise<void> {
    const cleared = await this.#begin();
    const { table } = await this.#load(source, cleared);
    // Two filled tables are two conversations: they are never merged.
    if (table.length > 0 && (await this.#load(target, cleared)).table.length > 0) return;
    if (table.length > 0) await this.#save(target, table, cleared);
    this.#still(cleared);
    await this.#options.shelf.put(source, { alias: target, used: this.#options.now() });
    this.#still(cleared);
    this.#open.delete(source);
    this.#aliases.set(source, target);
  }

  /** Follows a former temporary key to where its table lies now. */
  async #resolve(id: string): Promise<string> {
    let at = id;
    for (let step = 0; step < CHAIN; step++) {
      const known = this.#aliases.get(at);
      const entry = known === undefined && !this.#open.has(at) ? await this.#options.shelf.get(at) : undefined;
      const next = known ?? (isAlias(entry) ? entry.alias : undefined);
      if (next === undefined) return at;
      this.#aliases.set(at, next);
      at = next;
    }
    return at;
  }

  async #load(id: string, cleared: number): Promise<Opened> {
    const cached = this.#open.get(id);
    if (cached && !this.#expired(cached.used)) {
      this.#keep(id, cached);
      return cached;
    }
    const entry = await this.#options.shelf.get(id);
    if (!isSealed(entry)) return EMPTY;
    if (this.#expired(entry.used)) {
      await this.#forget(id);
      return EMPTY;
    }
    const table = await this.#unseal(id, entry);
    if (!table) return EMPTY;
    const opened = { table, used: entry.used };
    this.#still(cleared);
    this.#keep(id, opened);
    return opened;
  }

  async #save(id: string, table: Uint8Array, cleared: number): Promise<void> {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv, additionalData: bytes(id) },
        await this.#options.key(),
        new Uint8Array(table),
      );
      const used = this.#options.now();
      this.#still(cleared);
      await this.#options.shelf.put(id, { iv, data: new Uint8Array(data), used });
      this.#still(cleared);
      this.#keep(id, { table, used });
    } catch (error) {
      throw isFull(error) ? new Refused("storage-full") : error;
    }
  }

  /** Throws when everything was deleted since this number. */
  #still(cleared: number): void {
    if (cleared !== this.#cleared) throw new Error("vault: cleared meanwhile");
  }

  /** A table that the key does not open is as good as none. */
  async #unseal(id: string, entry: Sealed): Promise<Uint8Array | undefined> {
    try {
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: entry.iv, additionalData: bytes(id) },
        await this.#options.key(),
        entry.data,
      );
      return new Uint8Array(plain);
    } catch {
      return undefined;
    }
  }

  async #forget(id: string): Promise<void> {
    await this.#options.shelf.delete(id);
    this.#open.delete(id);
    this.#aliases.delete(id);
  }

  #keep(id: string, opened: Opened): void {
    this.#open.delete(id);
    this.#open.set(id, opened);
    const oldest = this.#open.keys().next();
    if (this.#open.size > CACHED && !oldest.done) this.#open.delete(oldest.value);
  }

  /** What cannot be read is over, too. */
  #over(entry: unknown): boolean {
    const used = usedAt(entry);
    return used === undefined || this.#expired(used);
  }

  /** A clock that was set back makes a table look younger, not immortal: a day ahead counts as expired. */
  #expired(used: number): boolean {
    const age = this.#options.now() - used;
    return age > this.#options.retentionHours() * HOUR || age < -24 * HOUR;
  }
}

async function digest(conversation: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(conversation)));
  return Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join("");
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

/** IndexedDB names its error; storage areas only speak of a quota. */
function isFull(error: unknown): boolean {
  return error instanceof Error && (error.name === "QuotaExceededError" || /\bquota\b/i.test(error.message));
}

function isAlias(entry: unknown): entry is Alias {
  return typeof entry === "object" && entry !== null && typeof (entry as { alias?: unknown }).alias === "string";
}

function isSealed(entry: unknown): entry is Sealed {
  if (typeof entry !== "object" || entry === null) return false;
  const { iv, data, used } = entry as { iv?: unknown; data?: unknown; used?: unknown };
  return iv instanceof Uint8Array && data instanceof Uint8Array && typeof used === "number";
}

function usedAt(entry: unknown): number | undefined {
  const used = typeof entry === "object" && entry !== null ? (entry as { used?: unknown }).used : undefined;
  return typeof used === "number" ? used : undefined;
}
