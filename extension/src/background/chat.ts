/** Answers the content scripts of chat pages. */
import type { Requests, Protection } from "../lib/messages.ts";
import type { Handlers } from "../lib/port.ts";
import type { Policy } from "../policy/policy.ts";
import { cleanTally, isEmpty, type Counts } from "./counts.ts";
import type { Host } from "./host.ts";
import type { Masking } from "./masking.ts";
import type { Reports } from "./reports.ts";
import type { Tickets } from "./tickets.ts";
import type { Vault } from "./vault.ts";

/** One frame of a chat page. */
export interface Caller {
  tab: number;
  top: boolean;
  /** Where its conversations' tables lie. */
  vault: Vault;
}

export interface ChatParts {
  policy: Policy;
  host: Host;
  masking: Masking;
  tickets: Tickets;
  counts: Counts;
  reports: Reports;
  /** The top frame of a tab says how well it is protected. */
  onState(tab: number, protection: Protection): Promise<void>;
}

export function chatHandlers(parts: ChatParts): Handlers<Requests, Caller> {
  return {
    async hello() {
      const { mode } = await parts.policy.settings();
      const running = await parts.host.run(({ serial, names }) => ({ serial, names })).catch(() => undefined);
      return { mode, rules: running === undefined ? "" : String(running.serial), names: running?.names ?? false };
    },
    scan: (ask) => parts.masking.scan(ask),
    mask: (ask, caller) => parts.masking.mask(caller.vault, ask),
    unmask: (ask, caller) => parts.masking.unmask(caller.vault, ask),
    async rekey({ from, to }, caller) {
      await caller.vault.rekey(from, to);
      return {};
    },
    ticket: async ({ url }) => ({ ticket: await parts.tickets.issue(url) }),
    async redeem({ ticket }) {
      await parts.tickets.redeem(ticket);
      return {};
    },
    async sent({ counts }) {
      const tally = cleanTally(counts);
      if (isEmpty(tally)) return {};
      await parts.counts.add(tally);
      // Sending to the company's server is nothing that a prompt waits for.
      void parts.reports.add(tally).catch(() => undefined);
      return {};
    },
    async state({ protection }, caller) {
      if (caller.top) await parts.onState(caller.tab, protection);
      return {};
    },
  };
}
