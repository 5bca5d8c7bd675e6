/** Times of calls. What is returned may be a promise, which is then part of the call. */
export type Run = () => unknown;

const BATCHES = 5;

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("median of nothing");
  return middle;
}

/** Milliseconds of so many calls. */
export async function timed(run: Run, calls = 1): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return performance.now() - start;
}

/**
 * Milliseconds per call of several runs: the medians over batches that take
 * turns, so that what else the machine does meets all of them alike. `least` is
 * how long a batch has to last, for the clock.
 */
export async function perCall(least: number, ...runs: Run[]): Promise<number[]> {
  const calls = runs.map(() => 1);
  for (const [k, run] of runs.entries()) {
    for (;;) {
      const spent = await timed(run, calls[k]);
      if (spent >= least) break;
      calls[k] = Math.max(calls[k]! + 1, Math.ceil((calls[k]! * least * 1.2) / Math.max(spent, 0.5)));
    }
  }
  const times = runs.map((): number[] => []);
  for (let batch = 0; batch < BATCHES; batch++) {
    for (const [k, run] of runs.entries()) times[k]!.push((await timed(run, calls[k])) / calls[k]!);
  }
  return times.map(median);
}

/**
 * Runs for so long that browsers have compiled with their best compiler what runs all
 * the time: they notice after some thousand calls, and compile beside them.
 */
export function warm(run: () => void, ms = 2_000): void {
  for (const end = performance.now() + ms; performance.now() < end; ) run();
}

/** The fastest of a few single calls: shows what a program does, not what else the machine did. */
export async function best(run: Run, calls: number): Promise<number> {
  let least = await timed(run);
  for (let i = 1; i < calls; i++) least = Math.min(least, await timed(run));
  return least;
}

const utf8 = new TextEncoder();

/** Bytes that text has in UTF-8. */
export function bytesOf(text: string): number {
  return utf8.encode(text).length;
}

/** MB/s of text in so many milliseconds. */
export function mbs(text: string, ms: number): number {
  return bytesOf(text) / 1e3 / ms;
}
