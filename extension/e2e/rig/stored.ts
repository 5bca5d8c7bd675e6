/** What the extension keeps on disk, as a page of its own sees it. */
import type { Page } from "./browser.ts";

/** Number of conversations' tables, with the temporary keys that were renamed. */
export const storedTables = (own: Page): Promise<number> =>
  own.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("deckname");
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("tables").objectStore("tables").count();
          counting.onsuccess = () => (opening.result.close(), resolve(counting.result));
        };
      }),
  );
