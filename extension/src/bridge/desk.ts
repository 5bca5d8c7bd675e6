/**
 * Answers the guard of this frame: reviews what it holds, remembers what belongs
 * to a ticket, and reports the counts of a prompt once it has really left.
 */
import type { BlockReason } from "../lib/messages.ts";
import { addAll, type Counts, isEmpty, type Ledger } from "../guard/review/counts.ts";
import { type Review, Reviewer } from "../guard/review/review.ts";
import { Refused } from "../lib/port.ts";
import type { Background } from "./background.ts";
import { reasonOf } from "./background.ts";
import type { Conversation } from "./conversation.ts";
import type { Held, Verdict } from "./protocol.ts";
import type { Answers } from "./take.ts";
import type { Site } from "../sites/site.ts";

export interface DeskOptions {
  site: Site;
  /** We came after the page's own scripts: nothing leaves before a reload. */
  late: boolean;
  background: Background;
  conversation: Conversation;
  ledger: Ledger;
  /** The guard of this frame works. */
  ready(): void;
  /** Something the user did was refused. */
  refused(reason: BlockReason, prompt: boolean): void;
}

export function makeDesk(options: DeskOptions): Answers {
  const { site, background, conversation, ledger } = options;
  const flying = new Map<string, { counts: Counts; prompt: boolean; named: string | undefined }>();
  let named: string | undefined;
  const reviewer = new Reviewer(site, {
    mode: () => background.mode(),
    scan: async (text) => (await background.ask("scan", { text })).findings,
    mask: (key, texts) => background.ask("mask", { conversation: key, texts }),
    ticket: async (url) => (await background.ask("ticket", { url })).ticket,
    conversation: (id) => {
      named = id;
      return conversation.key(id);
    },
  });

  const show = (review: Review | undefined, reason: BlockReason): void => {
    if (review?.endpoint?.silent) return;
    const prompt = review?.endpoint?.prompt === true;
    // The page sends many things by itself: only what follows a deed is worth a word.
    if (prompt || navigator.userActivation.isActive) options.refused(reason, prompt);
  };

  return {
    async held(held: Held): Promise<Verdict> {
      let review: Review;
      try {
        if (options.late) throw new Refused("extension-updated");
        review = await reviewer.request(held);
      } catch (error) {
        const reason = reasonOf(error);
        show({ verdict: { do: "refuse", reason }, endpoint: reviewer.endpoint(new URL(held.url)), counts: {} }, reason);
        return { do: "refuse", reason };
      }
      const { verdict, endpoint, counts } = review;
      const prompt = endpoint?.prompt === true;
      if (verdict.do === "refuse") {
        if (prompt && !isEmpty(counts)) background.tell("sent", { counts });
        show(review, verdict.reason);
      }
      if (verdict.do === "send" && verdict.ticket !== undefined) flying.set(verdict.ticket, { counts, prompt, named });
      return verdict;
    },
    async frame(_url, text) {
      try {
        if (options.late) throw new Refused("extension-updated");
        return await reviewer.frame(text);
      } catch (error) {
        return { do: "refuse", reason: reasonOf(error) };
      }
    },
    settled(ticket, ok) {
      background.tell("redeem", { ticket });
      const flight = flying.get(ticket);
      flying.delete(ticket);
      if (!flight?.prompt || !ok) return;
      conversation.prompted(flight.named);
      addAll(flight.counts, ledger.take());
      if (!isEmpty(flight.counts)) background.tell("sent", { counts: flight.counts });
    },
    refused: () => undefined,
    ready: () => options.ready(),
  };
}
