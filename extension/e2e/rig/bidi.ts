/**
 * A WebDriver BiDi connection: commands with answers, and events. Nothing of the
 * protocol beyond that; firefox.ts knows the commands.
 */
import WebSocket from "ws";

type Listener = (params: Record<string, unknown>) => void;

export class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#receive(String(data)));
    socket.on("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser closed the connection"));
      this.#waiting.clear();
    });
    socket.on("error", () => socket.terminate());
  }

  static connect(url: string): Promise<Bidi> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 1 << 28 });
      socket.once("open", () => resolve(new Bidi(socket)));
      socket.once("error", reject);
    });
  }

  /** Rejects with the browser's error code and message. */
  send<T = Record<string, unknown>>(method: string, params: Record<string, unknown> = {}): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#socket.send(JSON.stringify({ id, method, params }), (error) => {
        if (error === undefined || error === null) return;
        this.#waiting.delete(id);
        reject(error);
      });
    });
  }

  on(event: string, listener: Listener): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => all.delete(listener);
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const frame = JSON.parse(text) as { type: string; id?: number; result?: unknown; error?: string; message?: string; method?: string; params?: Record<string, unknown> };
    if (frame.type === "event") {
      for (const listener of this.#listeners.get(frame.method ?? "") ?? []) listener(frame.params ?? {});
      return;
    }
    const waiting = this.#waiting.get(frame.id ?? 0);
    if (waiting === undefined) return;
    this.#waiting.delete(frame.id!);
    if (frame.type === "success") waiting.resolve(frame.result as never);
    else waiting.reject(new Error(`${frame.error ?? "error"}: ${frame.message ?? ""}`));
  }
}
