/**
 * The ten system calls that a Go reactor imports, with nothing behind them but a
 * clock and random bytes. What the runtime would print is thrown away: the text
 * of a panic may quote a prompt.
 */
import type { Use } from "./rim.ts";

/**
 * For prompts, collect only near the limit: a warm scan allocates nothing, so it
 * never does. A long text may need more than that, in proportion to its length.
 */
const SETTINGS: Readonly<Record<Use, readonly string[]>> = { prompts: ["GOGC=off", "GOMEMLIMIT=48MiB"], "long text": ["GOGC=50"] };

export interface Wasi {
  imports: WebAssembly.ModuleImports;
  /** Must be called with the instance's memory before anything else runs. */
  attach(memory: WebAssembly.Memory): void;
}

export function wasi(use: Use = "prompts"): Wasi {
  const environment = SETTINGS[use].map((pair) => new TextEncoder().encode(`${pair}\0`));
  let memory: WebAssembly.Memory | undefined;
  // Memory grows and detaches views: a fresh one for each call.
  const buffer = (): ArrayBuffer => {
    if (!memory) throw new Error("wasi: not attached");
    return memory.buffer;
  };
  const view = (): DataView => new DataView(buffer());
  const sizes = (count: number, bytes: number, at: { count: number; bytes: number }): number => {
    view().setUint32(at.count, count, true);
    view().setUint32(at.bytes, bytes, true);
    return 0;
  };
  const nanoseconds = (clock: number): bigint =>
    BigInt(Math.round((clock === 0 ? performance.timeOrigin + performance.now() : performance.now()) * 1e6));

  return {
    attach: (attached) => {
      memory = attached;
    },
    imports: {
      args_sizes_get: (count: number, bytes: number) => sizes(0, 0, { count, bytes }),
      args_get: () => 0,
      environ_sizes_get: (count: number, bytes: number) =>
        sizes(environment.length, environment.reduce((sum, pair) => sum + pair.length, 0), { count, bytes }),
      environ_get: (pointers: number, at: number) => {
        environment.forEach((pair, i) => {
          view().setUint32(pointers + 4 * i, at, true);
          new Uint8Array(buffer()).set(pair, at);
          at += pair.length;
        });
        return 0;
      },
      clock_time_get: (clock: number, _precision: bigint, at: number) => {
        view().setBigUint64(at, nanoseconds(clock), true);
        return 0;
      },
      random_get: (at: number, length: number) => {
        crypto.getRandomValues(new Uint8Array(buffer(), at, length));
        return 0;
      },
      fd_write: (_file: number, vectors: number, count: number, written: number) => {
        let total = 0;
        for (let i = 0; i < count; i++) total += view().getUint32(vectors + 8 * i + 4, true);
        view().setUint32(written, total, true);
        return 0;
      },
      sched_yield: () => 0,
      // The collector looks for events once it has used a timer, and a failure
      // would be fatal. There are none, and every wait is over at once.
      poll_oneoff: (_subscriptions: number, _events: number, _count: number, happened: number) => {
        view().setUint32(happened, 0, true);
        return 0;
      },
      proc_exit: () => {
        throw new Error("engine: exit");
      },
    },
  };
}
