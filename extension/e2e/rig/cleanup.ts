/**
 * What must be gone when the process ends, however it ends: browser processes
 * and their profiles.
 */
const undo = new Set<() => void>();
let watching = false;

/** Registers a synchronous clean-up; returns how to take it back once it is done. */
export function onExit(clean: () => void): () => void {
  undo.add(clean);
  if (!watching) {
    watching = true;
    process.once("exit", () => {
      for (const each of undo) each();
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        if (process.listenerCount(signal) > 0) return;
        console.error(`ended by ${signal}`);
        process.exit(130);
      });
    }
  }
  return () => undo.delete(clean);
}
