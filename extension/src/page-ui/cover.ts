/**
 * Whether something of the page may lie over our card. The card is in the top layer,
 * so only what came there after it can; a hit test does not see what lets clicks
 * through, so anything that came later counts, wherever it stands.
 */
import { shadowOf } from "../lib/ext.ts";

const TOP_LAYER = ":popover-open, :modal, :fullscreen";

export class Cover {
  /** What was there when the card came to the top, and has not moved since. */
  #below = new Set<EventTarget>();

  constructor() {
    // First on the page: what is closed and opened again comes to the top.
    window.addEventListener("beforetoggle", ({ target }) => target && this.#below.delete(target), { capture: true });
    document.addEventListener("fullscreenchange", () => this.#below.clear(), { capture: true });
  }

  /** Our element has just come to the top. */
  raised(own: Element): void {
    this.#below = new Set(document.querySelectorAll(TOP_LAYER));
    this.#below.delete(own);
  }

  /** Has anything come to the top since? `everywhere`: also out of shadow trees, which takes a look at every element. */
  over(own: Element, everywhere = true): boolean {
    return transition() || inTopLayer(document, own, everywhere).some((element) => !this.#below.has(element));
  }
}

/** Elements of the page in the top layer; `everywhere`: those in its shadow trees included. */
function inTopLayer(root: Document | ShadowRoot, own: Element, everywhere: boolean): Element[] {
  const found = [...root.querySelectorAll(TOP_LAYER)].filter((element) => !element.contains(own));
  for (const element of everywhere ? root.querySelectorAll("*") : []) {
    const shadow = element === own ? null : shadowOf(element);
    if (shadow) found.push(...inTopLayer(shadow, own, everywhere));
  }
  return found;
}

/** Pictures of a view transition lie above everything. */
function transition(): boolean {
  try {
    return document.documentElement.matches(":active-view-transition");
  } catch {
    return false; // the browser has none
  }
}
