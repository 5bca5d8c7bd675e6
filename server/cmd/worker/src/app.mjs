import { DurableObject } from "cloudflare:workers";
import "../build/wasm_exec.js";
import module from "../build/app.wasm";

/** One byte more than the server takes, so that it sees what is too large. */
const MAX_BODY = (16 << 20) + 1;

/**
 * The object in which the one Go instance lives. Go's own answers come back
 * through callbacks; see bridge.go.
 */
export class App extends DurableObject {
  #go;

  constructor(ctx, env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      this.#go = await this.#start();
    });
  }

  async #start() {
    const go = new Go();
    const binding = {};
    const { promise, resolve, reject } = Promise.withResolvers();
    const ready = (problem) => (problem === undefined ? resolve() : reject(new Error(problem)));
    // The import is part of the package's runtime; only its own loop calls it.
    const instance = new WebAssembly.Instance(module, { ...go.importObject, workers: { ready() {} } });
    // Go only ends by failing. What waits for an answer then must not hang.
    go.run(instance, { env: this.env, ctx: this.ctx, binding, ready }).finally(() => {
      reject(new Error("the Go program ended"));
      this.ctx.abort("the Go program ended");
    });
    await promise;
    return binding;
  }

  /** Renews what the server signs itself; called by the entry's schedule. */
  resign() {
    return new Promise((resolve, reject) => {
      this.#go.resign((problem) => (problem === undefined ? resolve() : reject(new Error(problem))));
    });
  }

  async fetch(request) {
    const body = await readUpTo(request.body, MAX_BODY);
    const asked = new Headers(request.headers);
    // Cloudflare puts its own wish in place of the client's.
    if (request.cf) asked.set("Accept-Encoding", request.cf.clientAcceptEncoding ?? "");
    const { promise, resolve } = Promise.withResolvers();
    this.#go.handle({ method: request.method, url: request.url, headers: [...asked].flat(), body }, (...answer) => resolve(answer));
    const [status, pairs, bytes] = await promise;
    const headers = new Headers();
    for (let i = 0; i < pairs.length; i += 2) headers.append(pairs[i], pairs[i + 1]);
    const empty = status === 204 || status === 304 || request.method === "HEAD";
    return new Response(empty ? null : bytes, {
      status,
      headers,
      // A published file is stored compressed and goes out as it is.
      encodeBody: headers.has("Content-Encoding") ? "manual" : "automatic",
    });
  }
}

/** Reads a stream, but no more than `most` bytes of it. */
async function readUpTo(stream, most) {
  const parts = [];
  let length = 0;
  if (stream !== null) {
    for await (const part of stream) {
      const rest = part.subarray(0, most - length);
      parts.push(rest);
      length += rest.length;
      if (length === most) break;
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
