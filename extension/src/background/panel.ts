/** Answers the popup and the options page. */
import type { Overview, PanelRequests, TabState } from "../lib/messages.ts";
import type { Handlers } from "../lib/port.ts";
import { Refused } from "../lib/port.ts";
import type { Policy } from "../policy/policy.ts";
import type { Counts } from "./counts.ts";
import type { Host } from "./host.ts";
import type { Originals } from "./originals.ts";
import type { Reports } from "./reports.ts";
import type { Tabs } from "./tabs.ts";
import type { Updates } from "./updates.ts";
import type { Waivers } from "./waivers.ts";

export interface PanelParts {
  policy: Policy;
  host: Host;
  updates: Updates;
  counts: Counts;
  reports: Reports;
  tabs: Tabs;
  waivers: Waivers;
  originals: Originals;
  /** What is known about the texts in open tabs no longer counts. */
  changed(): void;
  /** Deletes every conversation's table. */
  forget(): Promise<void>;
  /** The address of a tab, if it is one that we may see. */
  address(tab: number): Promise<string | undefined>;
  /** Whether the browser grants access to the chat page. */
  access(): Promise<boolean>;
  /** Keeps the user's own choice of mode. */
  saveMode(mode: string): Promise<void>;
}

export function panelHandlers(parts: PanelParts): Handlers<PanelRequests, void> {
  return {
    overview: ({ tab }) => overview(parts, tab),
    async setMode({ mode }) {
      if ((await parts.policy.mode()).locked) throw new Refused("policy-blocks");
      await parts.saveMode(mode);
      await parts.policy.reload();
      return {};
    },
    show({ tab, what }) {
      parts.tabs.push({ push: "show", what }, tab);
      return Promise.resolve({});
    },
    async setConsent({ given }) {
      await parts.reports.setConsent(given);
      return {};
    },
    async check() {
      await parts.updates.check();
      return {};
    },
    sentReports: async () => ({ reports: await parts.reports.sent() }),
    async forget() {
      await parts.forget();
      return {};
    },
    async decisions() {
      const [waivers, originals] = await Promise.all([parts.waivers.list(), parts.originals.list()]);
      return { waivers, originals };
    },
    async withdraw({ id }) {
      await parts.waivers.withdraw(id);
      parts.changed();
      return {};
    },
    question: async ({ id }) => ({ question: await parts.originals.question(id) }),
    async decide({ id, keep, reason }) {
      await parts.originals.decide(id, keep, reason);
      return {};
    },
  };
}

async function overview(parts: PanelParts, tab: number | null): Promise<Overview> {
  await parts.host.warm();
  const { settings } = await parts.policy.settled();
  const { serial, source, failed, names } = parts.host.status;
  const update = await parts.updates.state();
  return {
    tab: await tabState(parts, tab),
    access: await parts.access(),
    mode: await parts.policy.mode(),
    rules: {
      serial: serial ?? null,
      source: source ?? null,
      failed,
      names,
      accepted: (source === "server" ? update?.accepted : undefined) ?? null,
      checked: update?.checked ?? null,
      failing: update?.failing ?? null,
    },
    server: settings.serverUrl === null ? null : new URL(settings.serverUrl).host,
    notice: update?.notice ?? null,
    counts: await parts.counts.today(),
    reports: { basis: settings.reports, consent: await parts.reports.consent(), every: settings.reportEvery },
    retentionHours: settings.retentionHours,
  };
}

async function tabState(parts: PanelParts, tab: number | null): Promise<TabState> {
  if (tab === null) return { kind: "other" };
  const address = await parts.address(tab);
  if (!address?.startsWith("https://chatgpt.com/")) return { kind: "other" };
  const report = await parts.tabs.report(tab);
  return report ? { kind: "chat", ...report } : { kind: "reload" };
}
