/**
 * The site of one frame: as it came with the extension until a signed table mends it.
 * It changes in place, for all who hold it or its selectors.
 */
import type { Selectors, Site } from "./site.ts";

export class LiveSite {
  readonly site: Site;
  readonly #shipped: Site;
  readonly #reads: (selectors: Selectors) => boolean;
  #signed = "null";

  constructor(shipped: Site, reads = readable) {
    this.site = structuredClone(shipped);
    this.#shipped = shipped;
    this.#reads = reads;
  }

  /** Works by the site as mended, or by what was shipped where there is none that this browser reads; false when nothing is new. */
  take(mended: Site | null): boolean {
    const signed = JSON.stringify(mended);
    if (signed === this.#signed) return false;
    this.#signed = signed;
    const next = mended && this.#reads(mended.selectors) ? mended : this.#shipped;
    Object.assign(this.site, next, { selectors: Object.assign(this.site.selectors, next.selectors) });
    return true;
  }
}

/** Whether this browser reads all of these selectors. */
function readable(selectors: Selectors): boolean {
  try {
    for (const selector of Object.values(selectors).flat() as string[]) document.querySelector(selector);
    return true;
  } catch {
    return false;
  }
}
