/** Switches the shipped rules of layer 1 with the mode. */
import { ext } from "../lib/ext.ts";
import type { Mode } from "../lib/messages.ts";
import { replaces } from "../policy/actions.ts";

export const rulesets = ["text", "uploads", "links"];

/** Sets what differs from the wish: off means off, and files are held where texts are. Throws when the browser refuses. */
export async function setRulesets(mode: Mode): Promise<void> {
  const enabled = await ext.declarativeNetRequest.getEnabledRulesets();
  const wanted = (id: string): boolean => (id === "uploads" ? replaces(mode) : mode !== "off");
  const change = rulesets.filter((id) => enabled.includes(id) !== wanted(id));
  if (change.length === 0) return;
  await ext.declarativeNetRequest.updateEnabledRulesets({ enableRulesetIds: change.filter(wanted), disableRulesetIds: change.filter((id) => !wanted(id)) });
}
