/**
 * Runs one job in one fresh instance of agent.wasm and drops the instance, good
 * or bad. The pump takes no trust decision: it hands over, waits, and passes on
 * what the module says.
 */

/** What wasm_exec.js defines, as far as it is used here. */
export interface GoProgram {
  importObject: WebAssembly.Imports;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}
export type GoClass = new () => GoProgram;

export interface Runtime {
  Go: GoClass;
  module: WebAssembly.Module;
}

/**
 * Why a job has no result. `code` is one of docs/spec/updates.md; there is no
 * further text, because causes may quote what was fetched.
 */
export class AgentFailed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`agent: ${code}`);
    this.name = "AgentFailed";
    this.code = code;
  }
}

/** The global through which the module takes its job; it deletes it at once. */
const globals = globalThis as { decknameAgent?: unknown };

/**
 * Resolves with what the module hands to `done`. Rejects with AgentFailed, and
 * with nothing else, when it answers with a code, ends without an answer, does
 * not start, or takes longer than `wait` milliseconds. When a Go program ends,
 * promises that it owed never settle: hence the race.
 */
export async function runJob(load: () => Promise<Runtime>, job: Record<string, unknown>, wait: number): Promise<Record<string, unknown>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AgentFailed("deadline")), wait);
  });
  try {
    const answer = await Promise.race([start(load, job), late]);
    if (typeof answer !== "object" || answer === null) throw new AgentFailed("internal");
    const { code } = answer as { code?: unknown };
    if (code !== undefined) throw new AgentFailed(typeof code === "string" ? code : "internal");
    return answer as Record<string, unknown>;
  } catch (error) {
    throw error instanceof AgentFailed ? error : new AgentFailed("start");
  } finally {
    clearTimeout(timer);
  }
}

async function start(load: () => Promise<Runtime>, job: Record<string, unknown>): Promise<unknown> {
  const { Go, module } = await load();
  const go = new Go();
  go.exit = () => undefined; // the promise of run tells the same
  const instance = await WebAssembly.instantiate(module, go.importObject);
  const answered = new Promise<unknown>((done) => {
    // run() enters the program before it returns, so no other job comes between.
    globals.decknameAgent = { ...job, done };
  });
  const ended = go.run(instance).then(silent, silent);
  delete globals.decknameAgent; // in case that it did not start
  return Promise.race([answered, ended]); // an answer comes before the end
}

function silent(): never {
  throw new AgentFailed("ended");
}
