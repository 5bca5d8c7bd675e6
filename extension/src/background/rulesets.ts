/** Switches the shipped rules of layer 1 with the mode: off means off, all else means on. */
import { ext } from "../lib/ext.ts";
import type { Mode } from "../lib/messages.ts";

export const rulesets = ["text", "links"];

/** Sets what differs from the wish; throws when the browser refuses. */
export async function setRulesets(mode: Mode): Promise<void> {
  const on = mode !== "off";
  const enabled = await ext.declarativeNetRequest.getEnabledRulesets();
  const change = rulesets.filter((id) => enabled.includes(id) !== on);
  if (change.length === 0) return;
  await ext.declarativeNetRequest.updateEnabledRulesets(on ? { enableRulesetIds: change } : { disableRulesetIds: change });
}
