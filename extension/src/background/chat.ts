/** Answers the content scripts of chat pages. */
import type { Push, Requests, Rights, TabReport } from "../lib/messages.ts";
import { Refused, type Handlers } from "../lib/port.ts";
import { replaces } from "../policy/actions.ts";
import type { Policy } from "../policy/policy.ts";
import type { Settings } from "../policy/settings.ts";
import { cleanTally, isEmpty, type Counts } from "./counts.ts";
import type { Drafts } from "./drafts.ts";
import type { Host } from "./host.ts";
import type { Masking } from "./masking.ts";
import type { Originals } from "./originals.ts";
import type { Reports } from "./reports.ts";
import type { Tickets, Unmaskable } from "./tickets.ts";
import type { Vault } from "./vault.ts";
import type { Waivers } from "./waivers.ts";

/** One frame of a chat page. */
export interface Caller {
  tab: number;
  top: boolean;
  /** Where its conversations' tables lie. */
  vault: Vault;
  /** Of a private window: nothing that is decided there reaches the disk. */
  unwritten: boolean;
  push(message: Push): void;
}

export interface ChatParts {
  policy: Policy;
  host: Host;
  masking: Masking;
  drafts: Drafts;
  waivers: Waivers;
  originals: Originals;
  tickets: Tickets;
  counts: Counts;
  reports: Reports;
  /** What these settings let the user do. */
  rights(settings: Settings): Promise<Rights>;
  /** Resolves when layer 1 is as the mode wants it, or the browser has refused that. */
  layered(): Promise<void>;
  /** The site as signed tables mend it; null without any. */
  site(): Promise<object | null>;
  /** The top frame of a tab says how well it is protected and what it shows. */
  onState(tab: number, report: TabReport): Promise<void>;
}

export function chatHandlers(parts: ChatParts): Handlers<Requests, Caller> {
  return {
    async hello() {
      const settings = await parts.policy.settings();
      const running = await parts.host.run(({ serial, names }) => ({ serial, names })).catch(() => undefined);
      const { serial = "", names = false } = running ?? {};
      const [rights, site] = await Promise.all([parts.rights(settings), parts.site(), parts.layered()]);
      return { mode: settings.mode, rights, rules: String(serial), names, site };
    },
    scan: (ask, caller, gone) => parts.masking.scan(caller.vault, ask, gone),
    draft: (ask, caller) => parts.drafts.draft(ask, caller),
    async leave(_ask, caller) {
      parts.drafts.leave(caller);
      return {};
    },
    mask: (ask, caller, gone) => parts.masking.mask(caller.vault, ask, gone),
    unmask: (ask, caller, gone) => parts.masking.unmask(caller.vault, ask, gone),
    explain: (ask) => parts.masking.explain(ask),
    async waive({ rule, lasting, ...said }, { unwritten }) {
      if (!(await parts.masking.mayWaive(rule))) throw new Refused("policy-blocks");
      await parts.waivers.add(said, { lasting, unwritten });
      return {};
    },
    async unwaive(said) {
      await parts.waivers.revoke(said);
      return {};
    },
    original: (ask, caller) => parts.originals.ask(ask, caller),
    async rekey({ from, to }, caller) {
      await caller.vault.rekey(from, to);
      return {};
    },
    async ticket({ url }) {
      const { mode, allowDictation } = await parts.policy.settings();
      const allowed: Unmaskable[] = !replaces(mode) ? ["upload", "speech"] : allowDictation ? ["speech"] : [];
      return { ticket: await parts.tickets.issue(url, allowed) };
    },
    async redeem({ ticket }) {
      await parts.tickets.redeem(ticket);
      return {};
    },
    async sent({ conversation, counts }) {
      if (conversation !== null) await parts.waivers.spend(conversation);
      const tally = cleanTally(counts);
      if (isEmpty(tally)) return {};
      await parts.counts.add(tally);
      // Sending to the company's server is nothing that a prompt waits for.
      void parts.reports.add(tally).catch(() => undefined);
      return {};
    },
    async state({ protection, shown }, caller) {
      if (caller.top) await parts.onState(caller.tab, { protection, shown });
      return {};
    },
  };
}
