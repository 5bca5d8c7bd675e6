/**
 * Where the policy keeps originals in the page: a copy of a selection takes what was
 * sent, also what the page's own handlers read meanwhile, and restored text
 * cannot be dragged. Copies that the page makes by code go through the guard.
 */
import type { Restorer } from "./restorer.ts";

/** `allowed`: originals may be taken along. */
export function holdCopies(restorer: Pick<Restorer, "withhold" | "within">, allowed: () => boolean): void {
  window.addEventListener(
    "copy",
    () => {
      if (allowed() || !restorer.within(undefined)) return;
      const restore = restorer.withhold();
      setTimeout(restore); // the browser copies when all listeners are done
    },
    { capture: true },
  );
  window.addEventListener(
    "dragstart",
    (event) => {
      // What is dragged was taken before this event.
      if (allowed() || !restorer.within(event.target instanceof Element ? event.target : undefined)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
