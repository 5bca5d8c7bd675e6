/** Keys of _locales for states, reasons and next steps: "reason", "engine-failed" → reason_engine_failed. */
export function stateKey(kind: "state" | "reason" | "next" | "mode" | "action" | "category", name: string): string {
  return `${kind}_${name.toLowerCase().replaceAll("-", "_")}`;
}
