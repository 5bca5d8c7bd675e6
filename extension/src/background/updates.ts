/**
 * Keeps the rules and the company's notice current. A check asks the server,
 * lets agent.wasm verify everything against the pinned root, proves the new
 * pack in a fresh engine and only then uses it. Whatever fails, the last good
 * rules stay in force, and since when it fails is remembered and shown.
 */
import type { Box } from "../lib/box.ts";
import type { Settings } from "../policy/settings.ts";
import type { Content, Engine } from "./engine.ts";
import type { UpdateStore } from "./update-store.ts";

/** Text of the company for its employees; HTML that the publisher sanitised. */
export interface Notice {
  id: number;
  published: string;
  de: string;
  en: string;
}

/** What a verified run yields. */
export interface Verified {
  rules: { serial: number; bytes: Uint8Array };
  /** The model of names in force, when the publisher has one of its own. */
  names?: Uint8Array | undefined;
  notice?: Notice | undefined;
  /** Tables of sites in force, when the publisher has some. */
  sites?: Uint8Array | undefined;
}

/** The hands of agent.wasm: it decides, these fetch and keep. */
export interface Hands {
  get(kind: "metadata" | "target", path: string, max: number): Promise<{ status: number; body: Uint8Array }>;
  load(name: string): Promise<Uint8Array | null>;
  store(name: string, bytes: Uint8Array): Promise<void>;
  now(): number;
}

/** Resolves with verified content or rejects with an error that has a short `code`. */
export type Verify = (hands: Hands, pin: { rootSha256: string; channel: string; floor: number }) => Promise<Verified>;

export interface UpdateOptions {
  settings(): Promise<Settings>;
  verify: Verify;
  fetch: (base: string, path: string, max: number, revalidate: boolean, signal: AbortSignal) => Promise<{ status: number; body: Uint8Array }>;
  store: UpdateStore;
  /** Throws when the pack is not fit for use. */
  prove(content: Content): Promise<Engine>;
  adopt(engine: Engine): void;
  box: Box;
  now(): number;
  /** The state below changed. */
  onChange?(): void;
}

/** Kept in storage.local; dates in milliseconds. */
export interface UpdateState {
  /** Hash of the root that this state belongs to. */
  root: string;
  /** Last check that ended well. */
  checked?: number;
  /** When the rules in force were accepted. */
  accepted?: number;
  failing?: { since: number; code: string };
  notice?: Notice;
}

const KEY = "updates";
const CHANNEL = "all";
/** Files that may be new or changed at the next look; a copy of the browser's, or its memory that there was none, does not count. */
const changing = /^(timestamp|\d+\.root)\.json$/;
/** One run, from the first byte to the new engine. */
const RUN = 120_000;

export class Updates {
  readonly #options: UpdateOptions;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: UpdateOptions) {
    this.#options = options;
  }

  /** The state under the root now pinned, or undefined without a server. */
  async state(): Promise<UpdateState | undefined> {
    const { serverUrl, rootSha256 } = await this.#options.settings();
    if (serverUrl === null || rootSha256 === null) return undefined;
    const kept = (await this.#options.box.get(KEY)) as UpdateState | undefined;
    return kept?.root === rootSha256 ? kept : { root: rootSha256 };
  }

  /** What to start with: accepted under the root now pinned. */
  async accepted(): Promise<Content | undefined> {
    const { serverUrl, rootSha256 } = await this.#options.settings();
    if (serverUrl === null || rootSha256 === null) return undefined;
    const held = await this.#options.store.pack(rootSha256);
    return held && { pack: held.bytes, names: held.names };
  }

  /** Tables of sites accepted under the root now pinned. */
  async sites(): Promise<Uint8Array | undefined> {
    const { serverUrl, rootSha256 } = await this.#options.settings();
    if (serverUrl === null || rootSha256 === null) return undefined;
    return this.#options.store.sites(rootSha256);
  }

  /**
   * Checks once; a call during a check makes it run once more. Never throws: how
   * it ended stands in the state.
   */
  check(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#loop().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Checks unless one is running or the last good one is younger than this. */
  async checkIfOlder(ms: number): Promise<void> {
    const checked = (await this.state())?.checked;
    if (this.#running) return this.#running;
    if (checked === undefined || Math.abs(this.#options.now() - checked) >= ms) await this.check();
  }

  async #loop(): Promise<void> {
    for (let again = true; again; again = this.#again) {
      this.#again = false;
      await this.#once();
    }
  }

  async #once(): Promise<void> {
    const state = await this.state();
    const { serverUrl } = await this.#options.settings();
    if (!state || serverUrl === null) return;
    let next: UpdateState;
    try {
      next = await this.#refresh(serverUrl, state);
    } catch (error) {
      next = { ...state, failing: { since: sinceOf(state, this.#options.now()), code: codeOf(error) } };
    }
    await this.#options.box.set(KEY, next);
    this.#options.onChange?.();
  }

  async #refresh(serverUrl: string, state: UpdateState): Promise<UpdateState> {
    const { root } = state;
    const held = await this.#options.store.pack(root);
    const staged = new Map<string, Uint8Array>();
    const run = new AbortController();
    const verified = await deadline(
      this.#options.verify(this.#hands(serverUrl, root, staged, run.signal), {
        rootSha256: root,
        channel: CHANNEL,
        floor: held?.serial ?? 0,
      }),
      run,
    );
    await this.#options.store.commit(root, staged);
    const { serial } = verified.rules;
    const next: UpdateState = { root, checked: this.#options.now() };
    if (verified.notice) next.notice = verified.notice;
    if (held?.serial === serial) {
      if (state.accepted !== undefined) next.accepted = state.accepted;
      return next;
    }
    const bytes = new Uint8Array(verified.rules.bytes);
    const names = verified.names && new Uint8Array(verified.names);
    const engine = await this.#options.prove({ pack: bytes, names }).catch(() => undefined);
    if (!engine) {
      // The notice is good all the same, and so is what guards against rollback.
      if (state.accepted !== undefined) next.accepted = state.accepted;
      next.failing = { since: sinceOf(state, this.#options.now()), code: "rules-unfit" };
      return next;
    }
    await this.#options.store.accept(root, { serial, bytes, names }, verified.sites && new Uint8Array(verified.sites));
    this.#options.adopt(engine);
    next.accepted = this.#options.now();
    return next;
  }

  #hands(serverUrl: string, root: string, staged: Map<string, Uint8Array>, signal: AbortSignal): Hands {
    return {
      get: (kind, path, max) => {
        const base = `${serverUrl}/v1/updates/${kind === "metadata" ? "metadata" : "targets"}/`;
        return this.#options.fetch(base, path, max, changing.test(path), signal);
      },
      load: async (name) => staged.get(name) ?? this.#options.store.file(root, name),
      store: (name, bytes) => {
        staged.set(name, new Uint8Array(bytes));
        return Promise.resolve();
      },
      now: () => Math.floor(this.#options.now() / 1_000),
    };
  }
}

class Failed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`update: ${code}`);
    this.name = "Failed";
    this.code = code;
  }
}

/** Since when it fails, whatever the reasons were. */
function sinceOf({ failing }: UpdateState, now: number): number {
  return failing?.since ?? now;
}

/** A short code and nothing else: causes may quote what the server sent. */
function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && /^[a-z0-9-]{1,40}$/.test(code) ? code : "internal";
}

/** Ends the run at its deadline and its open fetches with it. */
async function deadline<T>(work: Promise<T>, run: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failed("deadline")), RUN);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    run.abort();
  }
}
