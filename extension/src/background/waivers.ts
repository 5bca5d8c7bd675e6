/**
 * What users said is "not personal data": a value of a class, for one prompt or
 * until they take it back. Only a keyed hash of the value is kept, made with a key
 * that can be used but not read, so that neither the store nor a copy of it tells
 * what the value was. Decisions for one prompt, and those of private windows, stay
 * in the browser's memory.
 */
import type { Box } from "../lib/box.ts";
import { Queue } from "../lib/queue.ts";
import { isCategory, type Category } from "../policy/categories.ts";

export type Waived = "once" | "always";

/** As listed for the user; `id` takes it back. */
export interface Waiver {
  id: string;
  category: Category;
  /** Local day of the decision. */
  day: string;
}

export interface WaiverOptions {
  /** An HMAC key; the same for every call. */
  key(): Promise<CryptoKey>;
  /** Survives the browser. */
  kept: Box;
  /** Does not. */
  session: Box;
  today(): string;
}

export interface Said {
  category: string;
  value: string;
  conversation: string;
}

const KEPT = "waivers";
const ONCE = "waivers.once";
/** More decisions than a person makes; the oldest go first. */
const MOST = 1_000;
/** How these classes are spaced does not matter. */
const UNSPACED: ReadonlySet<string> = new Set(["PHONE", "IBAN", "CARD", "ID", "PLATE"]);

/** A decision for one prompt of a conversation, or for the session (private windows). */
interface Passing {
  id: string;
  conversation: string | null;
}

export class Waivers {
  readonly #options: WaiverOptions;
  readonly #queue = new Queue();
  #kept: Promise<Waiver[]> | undefined;
  #passing: Promise<Passing[]> | undefined;

  constructor(options: WaiverOptions) {
    this.#options = options;
  }

  /** `lasting`: until it is taken back; `unwritten`: nothing of it may reach the disk. */
  async add({ category, value, conversation }: Said, { lasting, unwritten }: { lasting: boolean; unwritten: boolean }): Promise<void> {
    if (!isCategory(category)) return;
    const id = await this.#tag(category, value);
    if (lasting && !unwritten) {
      await this.#changeKept((all) => [...all.filter((w) => w.id !== id), { id, category, day: this.#options.today() }].slice(-MOST));
    } else {
      const bound = lasting ? null : await this.#tag("conversation", conversation);
      await this.#changePassing((all) => [...all, { id, conversation: bound }].slice(-MOST));
    }
  }

  /** Whether anything was said about any value. */
  async any(): Promise<boolean> {
    const [kept, passing] = await Promise.all([this.#allKept(), this.#allPassing()]);
    return kept.length > 0 || passing.length > 0;
  }

  /** What was said about this value, if anything. */
  async of({ category, value, conversation }: Said): Promise<Waived | undefined> {
    if (!(await this.any())) return undefined;
    const [kept, passing] = await Promise.all([this.#allKept(), this.#allPassing()]);
    const id = await this.#tag(category, value);
    if (kept.some((w) => w.id === id) || passing.some((p) => p.id === id && p.conversation === null)) return "always";
    const here = await this.#tag("conversation", conversation);
    return passing.some((p) => p.id === id && p.conversation === here) ? "once" : undefined;
  }

  /** Takes back all that was said about this value. */
  async revoke({ category, value }: Said): Promise<void> {
    const id = await this.#tag(category, value);
    await this.withdraw(id);
    await this.#changePassing((all) => all.filter((p) => p.id !== id));
  }

  /** Takes back one lasting decision. */
  async withdraw(id: string): Promise<void> {
    await this.#changeKept((all) => all.filter((w) => w.id !== id));
  }

  /** A prompt of this conversation has left: what held for it holds no longer. */
  async spend(conversation: string): Promise<void> {
    if ((await this.#allPassing()).length === 0) return;
    const gone = await this.#tag("conversation", conversation);
    await this.#changePassing((all) => all.filter((p) => p.conversation !== gone));
  }

  /** The lasting decisions, newest first. */
  async list(): Promise<Waiver[]> {
    return [...(await this.#allKept())].reverse();
  }

  async #tag(category: string, value: string): Promise<string> {
    const text = new TextEncoder().encode(`${category}\u0000${normal(category, value)}`);
    const tag = new Uint8Array(await crypto.subtle.sign("HMAC", await this.#options.key(), text));
    return Array.from(tag, (b) => b.toString(16).padStart(2, "0")).join("");
  }

  #allKept(): Promise<Waiver[]> {
    return (this.#kept ??= this.#read(this.#options.kept, KEPT, isWaiver, () => (this.#kept = undefined)));
  }

  #allPassing(): Promise<Passing[]> {
    return (this.#passing ??= this.#read(this.#options.session, ONCE, isPassing, () => (this.#passing = undefined)));
  }

  async #read<T>(box: Box, key: string, is: (value: unknown) => value is T, failed: () => void): Promise<T[]> {
    try {
      const stored = await box.get(key);
      return Array.isArray(stored) ? stored.filter(is) : [];
    } catch (error) {
      failed();
      throw error;
    }
  }

  #changeKept(change: (all: Waiver[]) => Waiver[]): Promise<void> {
    return this.#queue.run(KEPT, async () => {
      const now = change(await this.#allKept());
      await this.#options.kept.set(KEPT, now);
      this.#kept = Promise.resolve(now);
    });
  }

  #changePassing(change: (all: Passing[]) => Passing[]): Promise<void> {
    return this.#queue.run(ONCE, async () => {
      const now = change(await this.#allPassing());
      await this.#options.session.set(ONCE, now);
      this.#passing = Promise.resolve(now);
    });
  }
}

/** Case, width and spacing do not make another value. */
export function normal(category: string, value: string): string {
  const plain = value.normalize("NFKC").toLowerCase();
  return UNSPACED.has(category) ? plain.replace(/[\s./()-]/g, "") : plain.replace(/\s+/g, " ").trim();
}

function isWaiver(value: unknown): value is Waiver {
  if (typeof value !== "object" || value === null) return false;
  const { id, category, day } = value as Partial<Record<keyof Waiver, unknown>>;
  return typeof id === "string" && isCategory(category) && typeof day === "string";
}

function isPassing(value: unknown): value is Passing {
  if (typeof value !== "object" || value === null) return false;
  const { id, conversation } = value as Partial<Record<keyof Passing, unknown>>;
  return typeof id === "string" && (conversation === null || typeof conversation === "string");
}
