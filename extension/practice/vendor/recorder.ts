/**
 * Keeps every byte that reached the vendor: in memory for the specs, and as one
 * JSON line a request in a file, so that anyone can check what left the browser.
 */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** One request, or one WebSocket frame (method "WS"). */
export interface Recorded {
  /** RFC 3339. */
  at: string;
  method: string;
  /** Complete, with host and query. A fragment never leaves a browser. */
  url: string;
  headers: Record<string, string>;
  /** The body read as UTF-8; bytes that are not UTF-8 are replaced. */
  body: string;
  /** The body, byte by byte. */
  bodyBase64: string;
}

export interface WaitOptions {
  /** Look at requests from this index on; default 0, so past ones count. */
  from?: number;
  /** Default 10 s. */
  timeout?: number;
  /** What is waited for, for the error text. */
  what?: string;
}

export class Recorder {
  readonly requests: Recorded[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #file: number | undefined;

  /** Throws when the log file cannot be opened. An existing file is emptied. */
  constructor(log?: string) {
    if (log === undefined) return;
    mkdirSync(dirname(log), { recursive: true });
    this.#file = openSync(log, "w");
  }

  add(method: string, url: string, headers: Record<string, string>, body: Buffer): void {
    const recorded: Recorded = {
      at: new Date().toISOString(),
      method,
      url,
      headers,
      body: body.toString("utf8"),
      bodyBase64: body.toString("base64"),
    };
    this.requests.push(recorded);
    if (this.#file !== undefined) writeSync(this.#file, JSON.stringify(recorded) + "\n");
    for (const listener of [...this.#listeners]) listener();
  }

  /** The first matching request, past or to come. Rejects after the timeout. */
  waitFor(matches: (request: Recorded) => boolean, options: WaitOptions = {}): Promise<Recorded> {
    let next = options.from ?? 0;
    return new Promise((resolve, reject) => {
      const look = (): void => {
        for (; next < this.requests.length; next++) {
          if (!matches(this.requests[next]!)) continue;
          clearTimeout(timer);
          this.#listeners.delete(look);
          resolve(this.requests[next]!);
          return;
        }
      };
      const timer = setTimeout(() => {
        this.#listeners.delete(look);
        const seen = this.requests.slice(options.from ?? 0).map((r) => `${r.method} ${r.url.slice(0, 90)}`);
        reject(new Error(`the vendor never received ${options.what ?? "the expected request"}; it received:\n  ${seen.slice(-12).join("\n  ") || "nothing"}`));
      }, options.timeout ?? 10_000);
      this.#listeners.add(look);
      look();
    });
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}
