/** Entry point of the background: listens and passes on. */
import { isChore, setAlarms, type Chore } from "./background/alarms.ts";
import { assemble, OWN } from "./background/assemble.ts";
import { showBadge, showDefaultBadge } from "./background/badge.ts";
import { chatHandlers } from "./background/chat.ts";
import { panelHandlers } from "./background/panel.ts";
import { localBox } from "./lib/box.ts";
import { chatChecks, panelChecks } from "./lib/checks.ts";
import { ext, type Port } from "./lib/ext.ts";
import type { Push } from "./lib/messages.ts";
import { CHAT, PANEL, serve } from "./lib/port.ts";

const CHAT_PAGES = "https://chatgpt.com/*";
const access = () => ext.permissions.contains({ origins: [CHAT_PAGES] });
const showAccess = async () => showDefaultBadge(await access());
const parts = assemble();
const chat = chatHandlers(parts);
const panel = panelHandlers({
  ...parts,
  address: async (tab) => (await ext.tabs.get(tab).catch(() => undefined))?.url,
  access,
  saveMode: (mode) => localBox.set(OWN, { mode }),
});
const chores: Readonly<Record<Chore, () => Promise<unknown>>> = {
  update: () => parts.updates.check(),
  reports: () => parts.reports.due(),
  // Firefox does not tell when a policy changes: the hourly chore looks.
  sweep: () => Promise.all([parts.sweep(), parts.policy.reload()]),
  tickets: () => parts.tickets.sweep(),
};

ext.runtime.onConnect.addListener((port: Port) => {
  const { id, tab, frameId, url } = port.sender ?? {};
  if (id !== ext.runtime.id) return;
  if (port.name === PANEL && url?.startsWith(ext.runtime.getURL(""))) {
    serve(port, panel, panelChecks, undefined);
  } else if (port.name === CHAT && tab?.id !== undefined) {
    parts.tabs.add(port, tab.id);
    const vault = tab.incognito ? parts.vaults.memory : parts.vaults.kept;
    const push = (message: Push): void => port.postMessage(message);
    const caller = { tab: tab.id, top: frameId === 0, vault, unwritten: tab.incognito, push };
    port.onDisconnect.addListener(() => parts.drafts.leave(caller));
    serve(port, chat, chatChecks, caller, parts.pulse);
  }
});

ext.alarms.onAlarm.addListener(({ name }) => {
  if (isChore(name)) void chores[name]().catch(() => undefined);
});
ext.storage.onChanged.addListener((_changes, area) => {
  if (area === "managed") void parts.policy.reload();
});
ext.windows.onFocusChanged.addListener((window) => parts.originals.focused(window));
ext.tabs.onRemoved.addListener((tab) => void parts.tabs.forget(tab));

/** What belongs to private windows goes with the last of them. */
ext.windows.onRemoved.addListener(() => {
  void ext.windows.getAll().then((open) => (open.some(({ incognito }) => incognito) ? undefined : parts.vaults.memory.clear()));
});

/** Chat pages that were open before still run nothing of ours: they say so. */
ext.runtime.onInstalled.addListener(({ reason }) => {
  if (reason !== "install" && reason !== "update") return;
  void ext.tabs.query({ url: CHAT_PAGES }).then((open) => {
    for (const { id } of open) if (id !== undefined && !parts.tabs.has(id)) void showBadge(id, { level: "reload" });
  });
});

for (const event of [ext.permissions.onAdded, ext.permissions.onRemoved]) event.addListener(() => void showAccess());

void parts.policy.reload();
void parts.host.warm(); // what the first prompt waits for
void parts.tickets.sweep().catch(() => undefined); // tried again before the first ticket
void setAlarms();
void showAccess();
