/**
 * Answers the guard of this frame: reviews what it holds, remembers what belongs
 * to a ticket, and reports the counts of a prompt once it has really left.
 */
import type { BlockReason, Edit } from "../lib/messages.ts";
import { addAll, isEmpty, type Ledger } from "../guard/review/counts.ts";
import { type Review, Reviewer } from "../guard/review/review.ts";
import { reasonOf, Refused } from "../lib/port.ts";
import type { Background } from "./background.ts";
import type { Conversation } from "./conversation.ts";
import { CANARY, type Held, type Verdict } from "./protocol.ts";
import type { Answers } from "./take.ts";
import type { Endpoint, Site } from "../sites/site.ts";
import { applied } from "./edits.ts";

export interface DeskOptions {
  site: Site;
  /** Why nothing at all leaves this page: we came too late, or a layer is missing. */
  stopped(): BlockReason | undefined;
  background: Background;
  conversation: Conversation;
  ledger: Ledger;
  /** The guard of this frame is there; `first`: before any script of the page. */
  ready(first: boolean): void;
  /** Resolves when the self-test is to run; false: never in this frame. */
  testable(): Promise<boolean>;
  /** What the self-test showed. */
  proved(result: { guard: boolean; rules: boolean }): void;
  /** Recorded speech leaves as it is, as the policy allows. */
  spoke(): void;
  /** Something the user did was refused. */
  refused(reason: BlockReason, prompt: boolean): void;
}

export function makeDesk(options: DeskOptions): Answers {
  const { site, background, conversation, ledger } = options;
  const flying = new Map<string, Review>();
  /** Keys of new chats whose first prompt has left, by its ticket. */
  const unnamed = new Map<string, string>();
  const reviewer = new Reviewer(site, {
    mode: () => background.mode(),
    dictation: () => background.rights.dictation,
    scan: async (key, text) => (await background.ask("scan", { conversation: key, text })).findings,
    mask: (key, texts, sending) => background.mask({ conversation: key, texts, ...(sending ? { purpose: "send" as const } : {}) }),
    ticket: async (url) => (await background.ask("ticket", { url })).ticket,
    unused: (ticket) => background.tell("redeem", { ticket }),
    conversation: (named) => conversation.key(named),
  });

  const unmasked = async (texts: string[]): Promise<Edit[][]> => (await background.ask("unmask", { conversation: await conversation.key(), texts })).edits;
  /** Placeholders for the originals of this conversation; whatever else is found came from the page and stays. */
  const withheld = async (text: string): Promise<Edit[]> => {
    const { edits: [found = []] } = await background.mask({ conversation: await conversation.key(), texts: [text], purpose: "look" });
    const originals = await unmasked(found.map((edit) => edit.text));
    return found.filter((_, i) => (originals[i] ?? []).length > 0);
  };

  const stop = (): void => {
    const reason = options.stopped();
    if (reason) throw new Refused(reason);
  };
  /** The request of the self-test that runs came here, as it must. */
  let canary = false;

  const show = (endpoint: Endpoint | undefined, reason: BlockReason): void => {
    if (endpoint?.silent) return;
    const prompt = endpoint?.prompt === true;
    // The page sends many things by itself: only what follows a deed is worth a word.
    if (prompt || navigator.userActivation.isActive) options.refused(reason, prompt);
  };

  return {
    async held(held: Held): Promise<Verdict> {
      let review: Review;
      if (new URL(held.url).pathname === CANARY.path) {
        // It never leaves, whatever is found in it, and no table learns of it. That nobody can
        // check it is no fault of this layer: the connection notes that failure by itself.
        canary = true;
        await background.ask("scan", { conversation: "self-test", text: CANARY.text }).catch(() => undefined);
        return { do: "refuse", reason: "unknown-shape" };
      }
      try {
        stop();
        review = await reviewer.request(held);
      } catch (error) {
        const reason = reasonOf(error);
        show(reviewer.endpoint(new URL(held.url)), reason);
        return { do: "refuse", reason };
      }
      const { verdict, endpoint, counts } = review;
      if (verdict.do === "refuse") {
        if (endpoint?.prompt && !isEmpty(counts)) background.tell("sent", { conversation: null, counts });
        show(endpoint, verdict.reason);
      }
      if (verdict.do === "send" && endpoint?.handling === "sound" && background.rights.dictation) options.spoke();
      if (verdict.do === "send" && verdict.ticket !== undefined) {
        flying.set(verdict.ticket, review);
        const fresh = freshKey(review);
        // The page may show the chat's name before we hear that the prompt has arrived.
        if (fresh !== undefined) conversation.prompted(fresh);
      }
      return verdict;
    },
    async frame(_url, text) {
      try {
        stop();
        const verdict = await reviewer.frame(text);
        if (verdict.do === "refuse") options.refused(verdict.reason, false);
        return verdict;
      } catch (error) {
        const reason = reasonOf(error);
        options.refused(reason, false);
        return { do: "refuse", reason };
      }
    },
    tired: (url) => show(reviewer.endpoint(new URL(url)), "background-away"),
    settled(ticket, ok) {
      background.tell("redeem", { ticket });
      const flight = flying.get(ticket);
      flying.delete(ticket);
      if (!flight?.endpoint?.prompt) return;
      const fresh = freshKey(flight);
      if (!ok) {
        if (fresh !== undefined) conversation.failed(fresh);
        return;
      }
      if (fresh !== undefined) unnamed.set(ticket, fresh);
      addAll(flight.counts, ledger.take());
      if (!isEmpty(flight.counts)) background.tell("sent", { conversation: flight.conversation?.key ?? null, counts: flight.counts });
    },
    learned(ticket, id) {
      const key = unnamed.get(ticket);
      unnamed.delete(ticket);
      if (key !== undefined) conversation.learned(key, id);
    },
    async copied(text, kind) {
      const html = kind === "html";
      try {
        await background.mode(); // the rights come with it
        const allowed = background.rights.copies;
        if (allowed && kind === "other") return { do: "answer", body: text };
        const edits = allowed ? ((await unmasked([text]))[0] ?? []) : await withheld(text);
        const body = applied(text, html ? edits.map((edit) => ({ ...edit, text: escaped(edit.text) })) : edits);
        // Marks may part an original, and signs may stand for its letters.
        if (html && !allowed && (await withheld(shownBy(body))).length > 0) throw new Refused("unreadable");
        return { do: "answer", body };
      } catch (error) {
        if (background.rights.copies) return { do: "answer", body: text }; // with placeholders, as the page has it
        const reason = reasonOf(error);
        options.refused(reason, false);
        return { do: "refuse", reason };
      }
    },
    refused: () => undefined,
    ready: (first) => options.ready(first),
    async prove() {
      if (!(await options.testable())) return { do: "refuse", reason: "unreadable" };
      canary = false;
      return { do: "send" };
    },
    proved: (guard, rules) => options.proved({ guard: guard && canary, rules }),
  };
}

/** The key of a new chat whose first prompt this is. */
function freshKey({ endpoint, conversation }: Review): string | undefined {
  return endpoint?.prompt && conversation && !conversation.named ? conversation.key : undefined;
}

/** What a person reads in this HTML. */
function shownBy(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").documentElement.textContent;
}

/** As text of an HTML element or attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
