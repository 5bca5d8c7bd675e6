/**
 * Keeps one working detector. It is made at the first use from the accepted
 * pack, or from the bundled one when that does not load; after a trap it is
 * thrown away and made anew, and the question that met the trap is refused.
 * Nobody waits longer than 4 s, and no failure ever counts as "nothing found".
 *
 * An engine is ready when it has its model of names, too: no prompt leaves by the
 * rules alone only because it came early. Without a usable model the rules work
 * alone, and the status says so.
 *
 * Long texts are worked on in an engine of their own, one at a time and in steps,
 * so that short questions are answered in between. It waits a while for the next
 * one, unless it has become large: the memory of WebAssembly never shrinks.
 */
import type { Steps, Use } from "../engine/detector.ts";
import { Refused } from "../lib/port.ts";
import { Queue } from "../lib/queue.ts";
import { turn } from "../lib/turn.ts";
import { selfTest, type Content, type Engine, type MakeEngine } from "./engine.ts";

export interface Packs {
  /** What was accepted from the company's server, or undefined. */
  accepted(): Promise<Content | undefined>;
  bundled(): Promise<Uint8Array>;
  /** The bundled model of names. */
  names(): Promise<Uint8Array>;
}

/** Less than the asker waits, so that it hears the reason. */
const START = 4_000;

/** Bytes of memory up to which the engine of long texts is used again, and for how long it waits. */
const SMALL = 64 << 20;
const SPARE = 10_000;

export type RulesSource = "bundled" | "server";

export interface HostStatus {
  serial: number | undefined;
  source: RulesSource | undefined;
  failed: boolean;
  /** Whether names in running text are found. */
  names: boolean;
}

interface Running {
  engine: Engine;
  source: RulesSource;
}

export interface HostOptions {
  make: MakeEngine;
  /** Begins with what every engine needs, whatever its rules; never throws. */
  prepare?(): void;
  packs: Packs;
  wait?: number;
  /** Another pack is in use, or an engine was lost or came back. */
  onChange?(): void;
  /** A step of long work was done. */
  onStep?(): void;
}

export class Host {
  readonly #options: HostOptions;
  readonly #long = new Queue();
  /** The engine of long texts while it has nothing to do. */
  #spare: { engine: Engine; timer: ReturnType<typeof setTimeout> } | undefined;
  /** Counts the changes of rules: an engine of an older one is not used again. */
  #rules = 0;
  #running: Promise<Running> | undefined;
  #status: HostStatus = { serial: undefined, source: undefined, failed: false, names: false };

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get status(): HostStatus {
    return this.#status;
  }

  /** Starts the engine without asking it anything; never throws. */
  async warm(): Promise<void> {
    await this.#ready().catch(() => undefined);
  }

  /** Runs one synchronous job; throws Refused("engine-failed") and nothing else. */
  async run<T>(job: (engine: Engine) => T): Promise<T> {
    const { engine } = await bounded(this.#ready(), this.#options.wait ?? START);
    try {
      return job(engine);
    } catch {
      this.#drop(engine);
      throw new Refused("engine-failed");
    }
  }

  /**
   * Runs one job in steps, others in between; throws Refused and nothing else. A
   * job that nobody wants any more ends at its next step.
   */
  async runLong<T>(job: (engine: Engine) => Steps<T>, signal?: AbortSignal): Promise<T> {
    return this.#long.run("long", async () => {
      const rules = this.#rules;
      const engine = this.#takeSpare() ?? (await bounded(this.#start("long text"), this.#options.wait ?? START)).engine;
      try {
        const answer = await this.#walk(job(engine), signal);
        if (rules === this.#rules) this.#putSpare(engine);
        return answer;
      } catch (error) {
        throw error instanceof Refused ? error : new Refused("engine-failed");
      }
    });
  }

  #takeSpare(): Engine | undefined {
    const spare = this.#spare;
    clearTimeout(spare?.timer);
    this.#spare = undefined;
    return spare?.engine;
  }

  #putSpare(engine: Engine): void {
    if (engine.memory > SMALL) return;
    const timer = setTimeout(() => this.#takeSpare(), SPARE);
    (timer as { unref?(): void }).unref?.(); // Node waits for timers, browsers do not
    this.#spare = { engine, timer };
  }

  #otherRules(): void {
    this.#rules++;
    this.#takeSpare();
  }

  async #walk<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      if (signal?.aborted) {
        steps.return(undefined as never);
        throw new Refused("background-away");
      }
      const next = steps.next();
      if (next.done) return next.value;
      this.#options.onStep?.();
      await turn();
    }
  }

  /** Makes and tests an engine of new rules; throws when the pack is not fit for use. */
  async prove(content: Content, use: Use = "prompts"): Promise<Engine> {
    return this.#prove(content, later(this.#options.packs.names()), use);
  }

  async #prove({ pack, names }: Content, bundled: Promise<Uint8Array>, use: Use): Promise<Engine> {
    for (const model of [names, bundled]) {
      try {
        const bytes = await model;
        if (bytes) return await this.#try(pack, bytes, use);
      } catch {
        // Not this one: the next, and in the end the rules alone.
      }
    }
    return this.#try(pack, null, use);
  }

  async #try(pack: Uint8Array, names: Uint8Array | null, use: Use): Promise<Engine> {
    const engine = await this.#options.make(pack, use);
    await turn(); // each of these takes its time
    if (names) engine.learn(names);
    await turn();
    selfTest(engine);
    return engine;
  }

  /** Answers all further questions with a proven engine. */
  adopt(engine: Engine): void {
    this.#otherRules();
    this.#use({ engine, source: "server" });
  }

  /** Goes back to what the packs say now. */
  async reset(): Promise<void> {
    this.#otherRules();
    this.#running = undefined;
    await this.warm();
  }

  #ready(): Promise<Running> {
    if (this.#running) return this.#running;
    const starting = this.#start("prompts");
    this.#running = starting;
    starting.then(
      (running) => {
        if (this.#running === starting) this.#report(statusOf(running));
      },
      () => {
        if (this.#running !== starting) return;
        this.#running = undefined;
        this.#report({ serial: undefined, source: undefined, failed: true, names: false });
      },
    );
    return starting;
  }

  /**
   * People wait for this: everything is read side by side, the bundled files too,
   * although accepted ones may take their place.
   */
  async #start(use: Use): Promise<Running> {
    const { packs } = this.#options;
    this.#options.prepare?.();
    const accepted = packs.accepted();
    const bundled = later(packs.bundled());
    const names = later(packs.names());
    try {
      const content = await accepted;
      if (content) return { engine: await this.#prove(content, names, use), source: "server" };
    } catch {
      // A pack that was fine once and does not load now: the bundled rules protect.
    }
    return { engine: await this.#prove({ pack: await bundled }, names, use), source: "bundled" };
  }

  #use(running: Running): void {
    this.#running = Promise.resolve(running);
    const { serial, source, names } = this.#status;
    if (serial === running.engine.serial && source === running.source && names === running.engine.names) return;
    this.#report(statusOf(running));
  }

  #drop(engine: Engine): void {
    const running = this.#running;
    if (!running) return;
    void running.then(
      (r) => {
        if (r.engine !== engine || this.#running !== running) return;
        this.#running = undefined;
        void this.warm();
      },
      () => undefined,
    );
  }

  #report(status: HostStatus): void {
    this.#status = status;
    this.#options.onChange?.();
  }
}

function statusOf({ engine, source }: Running): HostStatus {
  return { serial: engine.serial, source, failed: false, names: engine.names };
}

/** A promise that may be awaited later or never. */
function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Gives up waiting, not the work: the next question may find it done. */
async function bounded<T>(work: Promise<T>, wait: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused("engine-failed")), wait);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    throw new Refused("engine-failed");
  } finally {
    clearTimeout(timer);
  }
}
