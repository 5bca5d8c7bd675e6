/** Puts the parts of the background together; decides nothing itself. */
import { Detector } from "../engine/detector.ts";
import { refresh, report } from "../agent/agent.ts";
import { localBox, sessionBox } from "../lib/box.ts";
import { ext } from "../lib/ext.ts";
import { get, packaged, packagedJson, packagedModule, post } from "../lib/http.ts";
import type { TabReport } from "../lib/messages.ts";
import { Pulse } from "../lib/pulse.ts";
import { rightsOf } from "../policy/actions.ts";
import { Policy } from "../policy/policy.ts";
import type { Settings } from "../policy/settings.ts";
import { chatgpt } from "../sites/chatgpt.ts";
import { mended, tableOf } from "../sites/table.ts";
import { setTicketAlarm } from "./alarms.ts";
import { Approvals } from "./approvals.ts";
import { showBadge } from "./badge.ts";
import { Counts } from "./counts.ts";
import { openDatabase } from "./database.ts";
import { dayOf } from "./day.ts";
import { Drafts } from "./drafts.ts";
import { Host } from "./host.ts";
import { Invented } from "./invented.ts";
import { keyOf } from "./keys.ts";
import { Masking } from "./masking.ts";
import { Notices } from "./notices.ts";
import { Originals } from "./originals.ts";
import { Reports } from "./reports.ts";
import { databaseShelf, memoryShelf } from "./shelves.ts";
import { setRulesets } from "./rulesets.ts";
import { Tabs } from "./tabs.ts";
import { Tickets } from "./tickets.ts";
import { UpdateStore } from "./update-store.ts";
import { Updates } from "./updates.ts";
import { Vault } from "./vault.ts";
import { Waivers } from "./waivers.ts";
import { openQuestion } from "./windows.ts";

export const OWN = "settings.own";
const STALE = 5 * 60_000;

export type Background = ReturnType<typeof assemble>;

export function assemble() {
  const database = openDatabase();
  const policy = new Policy(
    {
      managed: () => ext.storage.managed.get(null),
      company: () => packagedJson("company.json"),
      own: () => localBox.get(OWN),
    },
    (settings) => void onSettings(settings),
  );
  const settings = () => policy.settings();

  const pulse = new Pulse();
  let compiled: Promise<WebAssembly.Module> | undefined;
  const module = (): Promise<WebAssembly.Module> => {
    compiled ??= packagedModule("detector.wasm").catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
    return compiled;
  };
  const host: Host = new Host({
    make: async (pack, use) => Detector.start(await module(), pack, use),
    prepare: () => void module().catch(() => undefined),
    packs: { accepted: () => updates.accepted(), bundled: () => packaged("rules.pack"), names: () => packaged("names.model") },
    onChange: () => changed(),
    onStep: () => pulse.beat(),
  });

  const updates: Updates = new Updates({
    settings,
    verify: refresh,
    fetch: (base, path, max, revalidate, signal) => get(base, path, { max, revalidate, signal }),
    store: new UpdateStore(database),
    prove: (content) => host.prove(content),
    adopt: (engine) => host.adopt(engine),
    box: localBox,
    now: Date.now,
  });

  const notices = new Notices({
    onPublished: () => void updates.check(),
    keepAlive: () => void ext.runtime.getPlatformInfo(),
  });
  const tabs = new Tabs(sessionBox, () => void listen());

  const key = keyOf(database, "tables");
  let retention = 24;
  const vaultOn = (shelf: ReturnType<typeof databaseShelf>) =>
    new Vault({ shelf, key, now: Date.now, retentionHours: () => retention });
  const vaults = { kept: vaultOn(databaseShelf(database)), memory: vaultOn(memoryShelf(sessionBox)) };

  const counts = new Counts(localBox, () => new Date());
  const reports = new Reports({ box: localBox, settings, encode: report, post, now: () => new Date() });
  const today = () => dayOf(new Date());
  const waivers = new Waivers({ key: keyOf(database, "waivers"), kept: localBox, session: sessionBox, today });
  const approvals = new Approvals(Date.now);
  const masking = new Masking({ host, settings, waivers, approvals });
  const drafts = new Drafts({ host, settings, masking });
  const originals = new Originals({ masking, approvals, settings, show: openQuestion, box: localBox, now: Date.now, today });
  const invented = new Invented(localBox, () => new Date());
  const rights = async (now: Settings) => rightsOf(now, await invented.possible(now));
  const site = async () => {
    const table = tableOf(chatgpt, await updates.sites().catch(() => undefined));
    return table ? (mended(chatgpt, table) ?? null) : null;
  };
  const changed = () =>
    void site().then((now) => tabs.push({ push: "rules", version: String(host.status.serial ?? ""), names: host.status.names, site: now }));
  const tickets = new Tickets({
    rules: ext.declarativeNetRequest,
    later(ms, then) {
      setTimeout(then, ms);
      setTicketAlarm();
    },
  });

  /** Listens to the server while a chat frame is open. */
  async function listen(): Promise<void> {
    const { serverUrl, rootSha256 } = await settings();
    const wanted = tabs.open > 0 && rootSha256 !== null;
    notices.want(wanted ? serverUrl : null);
    if (wanted) await updates.checkIfOlder(STALE);
  }

  let pin: string | undefined;
  /** Layer 1 is as the mode wants it. */
  let layered = Promise.resolve();

  async function onSettings(now: Settings): Promise<void> {
    retention = now.retentionHours;
    // Rules accepted under another root count no longer.
    const before = pin;
    pin = `${now.serverUrl} ${now.rootSha256}`;
    if (before !== undefined && before !== pin) void host.reset();
    // What the browser refuses now is tried again with the next reading of the settings.
    // One change after the other: each looks first at what is there.
    layered = layered.then(() => setRulesets(now.mode)).catch(() => undefined);
    // A page tries layer 1 as soon as it knows the mode.
    await layered;
    tabs.push({ push: "policy", mode: now.mode, rights: await rights(now) });
    await listen();
  }

  async function onState(tab: number, report: TabReport): Promise<void> {
    await Promise.all([tabs.note(tab, report), showBadge(tab, report.protection)]);
  }

  async function forget(): Promise<void> {
    await Promise.all([vaults.kept.clear(), vaults.memory.clear()]);
  }

  async function sweep(): Promise<void> {
    retention = (await settings()).retentionHours;
    await Promise.all([vaults.kept.sweep(), vaults.memory.sweep()]);
  }

  return { policy, host, pulse, updates, tabs, vaults, counts, reports, masking, drafts, waivers, originals, tickets, rights, site, changed, layered: () => layered, onState, forget, sweep };
}
