/**
 * The state of a tab on the toolbar button: a sign, a colour and a sentence, so
 * that nobody has to tell it from the colour alone.
 */
import { ext, text } from "../lib/ext.ts";
import type { Protection } from "../lib/messages.ts";
import { stateKey } from "../ui/states.ts";

interface Look {
  sign: string;
  background: string;
}

const looks: Readonly<Record<Protection["level"] | "reload", Look>> = {
  protected: { sign: "✓", background: "#17663a" },
  checking: { sign: "…", background: "#5f6368" },
  "network-only": { sign: "!", background: "#8a5a00" },
  "selectors-lost": { sign: "?", background: "#8a5a00" },
  blocked: { sign: "×", background: "#b3261e" },
  off: { sign: "○", background: "#5f6368" },
  reload: { sign: "↻", background: "#8a5a00" },
};

/** What tabs without a state of their own show: nothing, or that access is missing. */
export async function showDefaultBadge(access: boolean): Promise<void> {
  await ext.action.setBadgeBackgroundColor({ color: looks.blocked.background });
  await ext.action.setBadgeText({ text: access ? "" : looks.blocked.sign });
  await ext.action.setTitle({ title: access ? "Deckname" : `Deckname: ${text("state_no_access")}` });
}

/** Shows a tab's state; a tab that is gone by now is no error. */
export async function showBadge(tabId: number, protection: Protection | { level: "reload" }): Promise<void> {
  const look = looks[protection.level];
  const reason = protection.level === "blocked" ? ` ${text(stateKey("reason", protection.reason))}` : "";
  const title = `Deckname: ${text(stateKey("state", protection.level))}.${reason}`;
  try {
    await Promise.all([
      ext.action.setBadgeBackgroundColor({ tabId, color: look.background }),
      ext.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
      ext.action.setBadgeText({ tabId, text: look.sign }),
      ext.action.setTitle({ tabId, title }),
    ]);
  } catch {
    // The tab was closed in the meantime.
  }
}
