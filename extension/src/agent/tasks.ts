/**
 * The two things that agent.wasm can do, as functions of its host. Pure: no
 * extension API, no network; the same code runs in Node tests.
 */
import { AgentFailed, runJob, type Runtime } from "./pump.ts";

/**
 * What the module asks of its host. Every body and every stored file is
 * verified by the module; nothing here parses, compares or skips.
 */
export interface AgentHost {
  /**
   * Fetches a file below the update address. `path` is complete and escaped.
   * Rejects on network errors, redirects and deadlines, and with a message that
   * ends in "too-long" for more than `max` decoded bytes; resolves with an empty
   * body for any status but 200.
   */
  get(kind: "metadata" | "target", path: string, max: number): Promise<{ status: number; body: Uint8Array }>;
  /** Stored bytes of this pin, or null. */
  load(name: string): Promise<Uint8Array | null>;
  /** Stages bytes. The host writes all that was staged at once after success, nothing otherwise. */
  store(name: string, bytes: Uint8Array): Promise<void>;
  /** Unix seconds. */
  now(): number;
}

/** Where trust begins and what the caller accepts. One of the two pins. */
export interface Wanted {
  /** SHA-256 (hexadecimal) of metadata/1.root.json. */
  rootSha256?: string;
  /** The bytes of a trusted root. */
  root?: Uint8Array;
  channel: string;
  /** Rules with a lower serial are refused. */
  floor: number;
}

/** A message to employees; HTML that was sanitised before it was signed. */
export interface AgentNotice {
  id: number;
  published: string;
  de: string;
  en: string;
}

export interface Refreshed {
  rules: { serial: number; bytes: Uint8Array<ArrayBuffer> };
  /** The model of names in force. */
  names?: Uint8Array<ArrayBuffer>;
  notice?: AgentNotice;
  /** Tables of sites in force. */
  sites?: Uint8Array<ArrayBuffer>;
  versions: { root: number; timestamp: number; snapshot: number; targets: number };
}

export interface Agent {
  /** Looks for newer rules; resolves with those in force or throws AgentFailed. */
  refresh: (host: AgentHost, wanted: Wanted) => Promise<Refreshed>;
  /** The body of docs/spec/report.md; what `counts` leaves out is 0. Throws AgentFailed. */
  report: (day: string, counts: object) => Promise<Uint8Array<ArrayBuffer>>;
}

const REFRESH = 120_000;
const REPORT = 20_000;

export function agentOf(load: () => Promise<Runtime>, wait = { refresh: REFRESH, report: REPORT }): Agent {
  return {
    async refresh(host, wanted) {
      const answer = await runJob(load, { task: "refresh", ...wanted, ...bound(host) }, wait.refresh);
      const { rules, names, notice, sites, versions } = answer as Partial<Omit<Refreshed, "names" | "notice" | "sites">> & { names?: unknown; notice?: AgentNotice | null; sites?: unknown };
      if (!rules || !versions || !(rules.bytes instanceof Uint8Array)) throw new AgentFailed("internal");
      return { rules, versions, ...optional("names", names), ...optional("sites", sites), ...(notice && { notice }) };
    },
    async report(day, counts) {
      const { body } = await runJob(load, { task: "report", day, counts: JSON.stringify(counts) }, wait.report);
      if (!(body instanceof Uint8Array)) throw new AgentFailed("internal");
      return body as Uint8Array<ArrayBuffer>;
    },
  };
}

function optional<K extends "names" | "sites">(name: K, bytes: unknown): Partial<Record<K, Uint8Array<ArrayBuffer>>> {
  if (bytes == null) return {};
  if (!(bytes instanceof Uint8Array)) throw new AgentFailed("internal");
  return { [name]: bytes } as Partial<Record<K, Uint8Array<ArrayBuffer>>>;
}

/** The host's functions as plain properties: the module sees nothing else of it. */
function bound(host: AgentHost): AgentHost {
  return {
    get: (kind, path, max) => host.get(kind, path, max),
    load: (name) => host.load(name),
    store: (name, bytes) => host.store(name, bytes),
    now: () => host.now(),
  };
}
