/**
 * Hears from the company's server, while a chat tab is open, that something new
 * was published. What arrives is a hint and nothing else: it starts a check,
 * whose result counts only when its signatures do. The only file with a socket.
 */

/** The part of WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string): void;
  close(): void;
}

export interface NoticeOptions {
  /** The server published something, or may have while we were not listening. */
  onPublished(): void;
  /** Tells the browser that the background is in use. */
  keepAlive(): void;
  open?(address: string): Socket;
  random?(): number;
  timers?: Timers;
}

export interface Timers {
  set(then: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/** Under 20 s: browsers stop a background that is silent for 30 s. */
export const PING = 15_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 5 * 60_000;

const realTimers: Timers = {
  set: (then, ms) => setTimeout(then, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export class Notices {
  readonly #options: Required<NoticeOptions>;
  #address: string | undefined;
  #socket: Socket | undefined;
  #timer: unknown;
  #failures = 0;

  constructor(options: NoticeOptions) {
    this.#options = {
      open: (address) => new WebSocket(address) as Socket,
      random: Math.random,
      timers: realTimers,
      ...options,
    };
  }

  get connected(): boolean {
    return this.#socket !== undefined && this.#failures === 0;
  }

  /** Listens to this server from now on; null stops. */
  want(serverUrl: string | null): void {
    const address = serverUrl === null ? undefined : `${serverUrl.replace(/^http/, "ws")}/v1/events`;
    if (address === this.#address) return;
    this.#address = address;
    this.#failures = 0;
    this.#stop();
    if (address !== undefined) this.#connect(address);
  }

  #connect(address: string): void {
    let socket: Socket;
    try {
      socket = this.#options.open(address);
    } catch {
      this.#again(address);
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      const missed = this.#failures > 0;
      this.#failures = 0;
      this.#ping(socket);
      if (missed) this.#options.onPublished();
    };
    socket.onmessage = (event) => {
      if (isPublished(event.data)) this.#options.onPublished();
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#stop();
      this.#again(address);
    };
  }

  #ping(socket: Socket): void {
    this.#timer = this.#options.timers.set(() => {
      if (this.#socket !== socket) return;
      this.#options.keepAlive();
      socket.send('{"event":"ping"}');
      this.#ping(socket);
    }, PING);
  }

  /** Waits longer each time, by a random part, so that not all browsers return at once. */
  #again(address: string): void {
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT) * (0.5 + this.#options.random() / 2);
    this.#failures++;
    this.#timer = this.#options.timers.set(() => {
      if (this.#address === address) this.#connect(address);
    }, wait);
  }

  #stop(): void {
    this.#options.timers.clear(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

function isPublished(data: unknown): boolean {
  if (typeof data !== "string" || data.length > 1_000) return false;
  try {
    return (JSON.parse(data) as { event?: unknown } | null)?.event === "published";
  } catch {
    return false;
  }
}
