import type { Page, Wait } from "./browser.ts";

/**
 * Turns a function of a spec into text that runs in a page. The loader of the
 * specs wraps named functions in a helper `__name`, which the page lacks.
 */
export function callText(run: (...args: never[]) => unknown, args: unknown[]): string {
  return `((__name) => (${String(run)})(...${JSON.stringify(args)}))((f) => f)`;
}

/**
 * Looks again at each frame and each change until the function returns something
 * truthy; evaluates to {value} (true for an element) or, after the timeout, to null.
 */
export function waitText(run: (...args: never[]) => unknown, args: unknown[], timeout: number): string {
  return `((__name) => (${WAIT})(${String(run)}, ${JSON.stringify(args)}, ${timeout}))((f) => f)`;
}

/**
 * Runs a wait text until its time is over; a navigation in between ends the one
 * that runs, so that the next document is asked.
 */
export async function waitIn<T>(wait: Wait, evaluate: (timeout: number) => Promise<unknown>): Promise<NonNullable<T>> {
  const timeout = wait.timeout ?? 15_000;
  const end = Date.now() + timeout;
  for (;;) {
    const left = end - Date.now();
    const outcome = left <= 0 ? null : ((await evaluate(left).catch(() => undefined)) as { value: NonNullable<T> } | null | undefined);
    if (outcome) return outcome.value;
    if (outcome === null) throw new Error(`waited ${timeout / 1000} s in vain until ${wait.what}`);
  }
}

/** Where to point at to hit an element; waits until it is there and can be used, or may be `disabled`. */
export function middleOf(page: Page, selector: string, may = { disabled: false }): Promise<{ x: number; y: number }> {
  return page.waitFor(
    (wanted, disabled) => {
      const element = document.querySelector<HTMLElement>(wanted);
      if (element === null || ((element as HTMLButtonElement).disabled && !disabled)) return null;
      element.scrollIntoView({ block: "nearest" });
      const box = element.getBoundingClientRect();
      return box.width === 0 ? null : { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
    },
    { what: `${selector} is there` },
    selector,
    may.disabled,
  );
}

/** Runs in a page: fills it with formatted text and selects all of it. */
export function selectRich(html: string): void {
  document.body.innerHTML = html;
  document.getSelection()?.selectAllChildren(document.body);
}

const WAIT = `(run, args, timeout) => new Promise((resolve) => {
  let over = false;
  const settle = (value) => { over = true; observer.disconnect(); clearInterval(slow); clearTimeout(late); resolve(value); };
  const look = () => {
    if (over) return;
    let value;
    try { value = run(...args); } catch { return; }
    if (value && typeof value.then !== "function") settle({ value: value instanceof Node ? true : value });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const slow = setInterval(look, 50);
  const late = setTimeout(() => settle(null), timeout);
  look();
})`;
