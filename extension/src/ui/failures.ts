/** Sentences for the codes of docs/spec/updates.md and of background/updates.ts. */
import { text } from "../lib/ext.ts";

const sentences: Readonly<Record<string, string>> = {
  network: "update_network",
  status: "update_network",
  deadline: "update_deadline",
  "too-long": "update_untrusted",
  malformed: "update_untrusted",
  signature: "update_untrusted",
  mismatch: "update_untrusted",
  target: "update_untrusted",
  pin: "update_pin",
  expired: "update_expired",
  rollback: "update_older",
  floor: "update_older",
  clock: "update_clock",
  storage: "update_storage",
  "rules-unfit": "update_rules_unfit",
};

/** What an update failure means; a code without a sentence is an internal one to people. */
export function failureText(code: string): string {
  return text(sentences[code] ?? "update_internal");
}
