/**
 * All texts that the page may have to show, read while the extension is there: a
 * tab that outlives its extension cannot ask for them any more, and that is just
 * when it has something to say.
 */
import { text } from "../lib/ext.ts";
import { reasonCodes, reasonKey, type Reason } from "../lib/reasons.ts";
import type { BlockReason } from "../lib/messages.ts";

const REASONS: Record<BlockReason, true> = {
  "background-away": true,
  "extension-updated": true,
  "layer-missing": true,
  "engine-failed": true,
  "storage-full": true,
  "write-failed": true,
  "text-changed": true,
  "policy-blocks": true,
  upload: true,
  speech: true,
  "too-long": true,
  unreadable: true,
  "unknown-shape": true,
};
const CATEGORIES = "person address location org email phone iban card id dob date plate ip url secret".split(" ");

export const KEYS: readonly string[] = [
  ...["calm", "warn", "stop", "kept"].flatMap((tone) => [`page_pill_${tone}`, `page_live_${tone}`]),
  ...["mask", "ask", "warn", "block"].map((action) => `page_will_${action}`),
  ..."show_sent show_originals why times invented stays not_personal once always protect send_original waived_once waived_always".split(" ").map((key) => `page_${key}`),
  ..."review_title review_words more ask_title ask_words names_off mask_and_send back not_sent close".split(" ").map((key) => `page_${key}`),
  ...Object.keys(REASONS).flatMap((reason) => [`reason_${underscored(reason)}`, `next_${underscored(reason)}`]),
  ...CATEGORIES.map((category) => `category_${category}`),
  "page_pill_working",
  "page_read_canvas",
  "page_canvas_title",
  "page_canvas_words",
  "page_speech_title",
  "page_speech_words",
  "state_blocked",
  "state_checking",
  "detail_checking",
  "state_selectors_lost",
  "detail_selectors_lost",
  ...reasonCodes.map(reasonKey),
  "action_reload",
  "action_retry",
];

/** Stands where the value of "$1" goes. */
const VALUE = "\u0001";

export class Words {
  readonly #texts: ReadonlyMap<string, string>;

  constructor() {
    this.#texts = new Map(KEYS.map((key) => [key, text(key, VALUE)]));
  }

  of(key: string, value = ""): string {
    return this.#texts.get(key)?.replace(VALUE, () => value) ?? key;
  }

  /** Why, and what to do. */
  reason(reason: BlockReason): string {
    const code = underscored(reason);
    return `${this.of(`reason_${code}`)} ${this.of(`next_${code}`)}`;
  }

  /** Why something was found. */
  because({ code, word, score }: Reason): string {
    return this.of(reasonKey(code), word ?? String(score ?? ""));
  }

  category(category: string): string {
    return this.of(`category_${category.toLowerCase()}`);
  }
}

function underscored(reason: string): string {
  return reason.replaceAll("-", "_");
}
