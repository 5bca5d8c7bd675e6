/** Says on which ground counts are sent, where to and how often; or asks for consent. */
import { text } from "../lib/ext.ts";
import type { Overview } from "../lib/messages.ts";

export function reportsText({ basis, consent, every }: Overview["reports"], server: string): string {
  const key = basis === "agreement" ? "reports_agreement" : consent ? "reports_given" : "reports_ask";
  return text(key, server, text(every === "prompt" ? "reports_every_prompt" : "reports_every_day"));
}
