/** What the top of the popup says: state, reason, next step. */
import { text } from "../lib/ext.ts";
import type { Mode, Overview } from "../lib/messages.ts";
import { stateKey } from "../ui/states.ts";

export interface Said {
  tone: "good" | "warn" | "bad" | "plain";
  sign: string;
  title: string;
  detail: string;
  next?: string;
  action?: "reload" | "grant";
}

const idle: readonly Mode[] = ["count", "warn"];

/** The worst thing that is true comes first. */
export function say(overview: Overview): Said {
  const { access, rules, tab, mode } = overview;
  if (!access) {
    return { tone: "bad", sign: "×", title: text("state_no_access"), detail: text("detail_no_access"), action: "grant" };
  }
  if (mode.value === "off") {
    const detail = text(mode.locked ? "detail_off_company" : "detail_off");
    return { tone: "warn", sign: "○", title: text("state_off"), detail };
  }
  if (rules.failed) return { ...blocked("engine-failed"), detail: text("rules_none") };
  switch (tab.kind) {
    case "other":
      return { tone: "plain", sign: "–", title: text("state_other"), detail: text("detail_other") };
    case "reload":
      return { tone: "warn", sign: "↻", title: text("state_reload"), detail: text("detail_reload"), action: "reload" };
    case "chat":
      break;
  }
  switch (tab.protection.level) {
    case "blocked":
      return blocked(tab.protection.reason);
    case "checking":
      return { tone: "plain", sign: "…", title: text("state_checking"), detail: text("detail_checking"), action: "reload" };
    case "network-only":
      return { tone: "warn", sign: "!", title: text("state_network_only"), detail: text("detail_network_only"), action: "reload" };
    case "selectors-lost":
      return { tone: "warn", sign: "?", title: text("state_selectors_lost"), detail: text("detail_selectors_lost"), action: "reload" };
    case "off":
    case "protected":
      break;
  }
  if (idle.includes(mode.value)) {
    const detail = text("detail_limited", text(stateKey("mode", mode.value)));
    return { tone: "warn", sign: "!", title: text(stateKey("mode", mode.value)), detail };
  }
  return { tone: "good", sign: "✓", title: text("state_protected"), detail: text("detail_protected") };
}

function blocked(reason: string): Said {
  return {
    tone: "bad",
    sign: "×",
    title: text("state_blocked"),
    detail: text(stateKey("reason", reason)),
    next: text(stateKey("next", reason)),
    action: "reload",
  };
}
