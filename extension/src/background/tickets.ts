/**
 * Layer 1 lets a guarded request through only when its address ends in a ticket:
 * a random fragment that never reaches the server, allowed by one session rule for
 * exactly that address. A ticket dies when it is redeemed, after 30 s, or when the
 * background restarts.
 */
import { decoded } from "../lib/decoded.ts";
import { Refused } from "../lib/port.ts";
import type { SessionRule } from "../lib/ext.ts";

/** The part of declarativeNetRequest that tickets need. */
export interface Rules {
  getSessionRules(): Promise<{ id: number }[]>;
  updateSessionRules(change: { addRules?: SessionRule[]; removeRuleIds?: number[] }): Promise<void>;
}

export interface TicketOptions {
  rules: Rules;
  random?(): string;
  /** Calls back once after the milliseconds. */
  later?(ms: number, then: () => void): void;
}

export const LIFE = 30_000;
const PRIORITY = 10;
/** Requests in flight at a time; more means that somebody hoards tickets. */
const MOST = 256;
/** What nobody can mask, and the addresses at which it leaves. */
export type Unmaskable = "upload" | "speech";
const unmaskable: readonly [Unmaskable, RegExp][] = [
  ["upload", /^\/+backend-[a-z]+\/+(files(\/|$)|estuary\/+upload|([a-z_]+\/+)?upload_reservations(\/|$))/i],
  ["speech", /^\/+backend-[a-z]+\/+(f\/+)?transcribe(\/|$)/i],
];

export class Tickets {
  readonly #options: Required<TicketOptions>;
  readonly #live = new Map<string, number>();
  #swept: Promise<void> | undefined;
  #next = 1;

  constructor(options: TicketOptions) {
    this.#options = {
      random: () => crypto.randomUUID(),
      later: (ms, then) => void setTimeout(then, ms),
      ...options,
    };
  }

  /** Removes what an earlier run of the background left; issuing waits for it. */
  sweep(): Promise<void> {
    this.#swept ??= this.#sweep().catch((error: unknown) => {
      this.#swept = undefined;
      throw error;
    });
    return this.#swept;
  }

  /** Returns a ticket for one request; throws Refused where none is given. `allowed`: what may leave as it is. */
  async issue(address: string, allowed: readonly Unmaskable[] = []): Promise<string> {
    const url = guarded(address);
    if (!url) throw new Refused("unreadable");
    // Percent signs must not hide an upload address.
    const path = decoded(url.pathname);
    const refused = unmaskable.find(([what, at]) => at.test(path) && !allowed.includes(what));
    if (refused) throw new Refused(refused[0]);
    await this.sweep();
    if (this.#live.size >= MOST) throw new Refused("engine-failed");
    const ticket = `t${this.#options.random()}`;
    const id = this.#next++;
    this.#live.set(ticket, id);
    try {
      await this.#options.rules.updateSessionRules({ addRules: [rule(id, url.href, ticket)] });
    } catch (error) {
      this.#live.delete(ticket);
      throw error;
    }
    this.#options.later(LIFE, () => void this.redeem(ticket).catch(() => undefined));
    return ticket;
  }

  /** Ends a ticket's life; an unknown ticket is none to worry about. */
  async redeem(ticket: string): Promise<void> {
    const id = this.#live.get(ticket);
    if (id === undefined) return;
    this.#live.delete(ticket);
    await this.#options.rules.updateSessionRules({ removeRuleIds: [id] });
  }

  async #sweep(): Promise<void> {
    const left = await this.#options.rules.getSessionRules();
    if (left.length > 0) await this.#options.rules.updateSessionRules({ removeRuleIds: left.map((r) => r.id) });
  }
}

/** `address`: as URL writes it, so that it is all ASCII; what a filter reads as a sign of its own stands for itself, too. */
function rule(id: number, address: string, ticket: string): SessionRule {
  return {
    id,
    priority: PRIORITY,
    action: { type: "allow" },
    condition: {
      urlFilter: `|${address}#${ticket}|`,
      requestDomains: ["chatgpt.com"],
      requestMethods: ["post", "put", "patch", "delete"],
      resourceTypes: ["xmlhttprequest"],
    },
  };
}

/** An address on the guarded site without its fragment, or undefined. */
function guarded(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.hash = "";
  return url.origin === "https://chatgpt.com" ? url : undefined;
}
