/**
 * The only file that fetches. Two kinds of address are reached: files of this
 * extension's own package, and the company's server. Failures say what went
 * wrong in a word and never carry a body, an address or a header.
 */
import { ext } from "./ext.ts";

export class HttpFailed extends Error {
  constructor(what: "path" | "redirect-or-network" | "too-long" | "missing") {
    super(`http: ${what}`);
    this.name = "HttpFailed";
  }
}

/** Reads a file of the package; throws HttpFailed when it is not there. */
export async function packaged(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await open(path)).arrayBuffer());
}

/** Reads a JSON file of the package; throws HttpFailed when it is not there or not JSON. */
export async function packagedJson(path: string): Promise<unknown> {
  const response = await open(path);
  try {
    return await response.json();
  } catch {
    throw new HttpFailed("missing");
  }
}

/** Compiles a module of the package while it is read; browsers keep the result. */
export async function packagedModule(path: string): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(open(path));
}

async function open(path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(ext.runtime.getURL(path));
  } catch {
    throw new HttpFailed("missing");
  }
  if (!response.ok) throw new HttpFailed("missing");
  return response;
}

export interface Fetched {
  status: number;
  body: Uint8Array;
}

export interface FetchOptions {
  /** Most bytes to accept, counted after content decoding. */
  max: number;
  /** Ask the server again although the browser holds a copy. */
  revalidate?: boolean;
  signal?: AbortSignal;
  /** Milliseconds for this one file. */
  wait?: number;
}

/**
 * Fetches base + path without cookies and without following redirects; resolves
 * with an empty body for any status but 200, throws HttpFailed otherwise.
 */
export async function get(base: string, path: string, options: FetchOptions): Promise<Fetched> {
  if (!URL.canParse(base + path)) throw new HttpFailed("path");
  const url = new URL(base + path).href;
  if (!url.startsWith(base)) throw new HttpFailed("path");
  const deadline = AbortSignal.timeout(options.wait ?? 30_000);
  try {
    const response = await fetch(url, {
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // Never from the browser's store: a file that was changed on the way would
      // stay there, marked as immutable, and be refused for ever.
      cache: options.revalidate ? "no-cache" : "no-store",
      signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return { status: response.status, body: new Uint8Array() };
    }
    return { status: 200, body: await capped(response.body, options.max) };
  } catch (error) {
    throw error instanceof HttpFailed ? error : new HttpFailed("redirect-or-network");
  }
}

/** Posts a JSON body under a bearer key; resolves with the status, throws HttpFailed. */
export async function post(url: string, bearer: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    throw new HttpFailed("redirect-or-network");
  }
}

async function capped(stream: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel();
      throw new HttpFailed("too-long");
    }
    parts.push(value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}
