/**
 * The verdict on a held request. Known shapes are masked, stripped or answered
 * here; an unknown shape passes unless something is found in it, because we must
 * not rewrite what we do not know. Whatever cannot be read or checked does not
 * leave. Throws Refused when the background does not answer.
 */
import type { Held, Verdict } from "../../bridge/protocol.ts";
import { applied } from "../../bridge/edits.ts";
import type { BlockReason, Edit, Finding, Masked, Mode } from "../../lib/messages.ts";
import { decoded } from "../../lib/decoded.ts";
import { mustNotLeave, replaces } from "../../policy/actions.ts";
import type { Endpoint, Site } from "../../sites/site.ts";
import { addAll, type Counts, ofAllowed, ofEdits, ofFindings } from "./counts.ts";
import { type Body, readBody, Unreadable, type Words } from "./walk.ts";

/** What a review needs of the rest of the extension. */
export interface Tools {
  mode(): Promise<Mode>;
  /** Whether recorded speech may leave although it cannot be masked; asked after the mode. */
  dictation(): boolean;
  scan(conversation: string, text: string): Promise<Finding[]>;
  /** `sending`: a prompt is about to leave; what the user allowed for it is used up. */
  mask(conversation: string, texts: string[], sending: boolean): Promise<Masked>;
  ticket(url: string): Promise<string>;
  /** The request with this ticket does not leave after all. */
  unused(ticket: string): void;
  /** The key of the table to use; `named` is the id in the body, if any. */
  conversation(named: string | undefined): Promise<string>;
}

export interface Review {
  verdict: Verdict;
  /** undefined: not in the site's table. */
  endpoint: Endpoint | undefined;
  /** Of the words in the body; reported if it was a prompt and has left. */
  counts: Counts;
  /** The key of the table that was used, and whether the body named it. */
  conversation: { key: string; named: boolean } | undefined;
}

const TRIES = 3;
/** Units of a body above which its review may take longer than a ticket lives. */
const LONG = 100_000;
/** Names of parameters. */
const PLAIN_NAME = /^[\w.-]{0,40}$/;
/** Path segments of names and identifiers. */
const PLAIN_SEGMENT = /^[\w.:~+=-]*$/;

export class Reviewer {
  readonly #site: Site;
  readonly #tools: Tools;
  #table: { of: Endpoint[]; rows: { path: RegExp; endpoint: Endpoint }[] };

  constructor(site: Site, tools: Tools) {
    this.#site = site;
    this.#tools = tools;
    this.#table = compiled(site.endpoints);
  }

  async request(held: Held): Promise<Review> {
    const url = new URL(held.url);
    const endpoint = this.endpoint(url);
    const counts: Counts = {};
    const used: Pick<Review, "conversation"> = { conversation: undefined };
    const review = (verdict: Verdict): Review => ({ verdict, endpoint, counts, conversation: used.conversation });
    const refuse = (reason: BlockReason): Review => review({ do: "refuse", reason });
    const mode = await this.#tools.mode();
    // Layer 1 is open too, then; a ticket would only say so.
    if (mode === "off") return review({ do: "send" });
    const strict = replaces(mode);

    if (await this.#found(addressed(url), undefined)) return refuse("unknown-shape");
    if (endpoint?.handling === "file" && held.method !== "GET") {
      return strict ? refuse("upload") : review(await this.#open(held));
    }
    if (endpoint?.handling === "sound") {
      const open = !strict || (this.#tools.dictation() && new RegExp(this.#site.speech).test(url.pathname));
      if (!open) return refuse("speech");
      // What can be read there is read like any other body.
      if (!strict || held.body === undefined) return review(await this.#open(held));
    }
    if (held.body === undefined) {
      if (!strict) return review(await this.#open(held));
      return refuse(new RegExp(this.#site.reach.files).test(url.hostname) ? "upload" : "unreadable");
    }
    if (held.body === null) return review(await this.#open(held));
    if (endpoint?.handling === "opaque") return review(await this.#open(held));

    let body: Body;
    try {
      body = readBody(held.body, this.#site, strict ? endpoint : withoutDrop(endpoint));
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError) return refuse("unreadable");
      throw error;
    }
    if (endpoint?.handling === "suggest" && strict) return review({ do: "answer", body: endpoint.answer ?? "{}" });
    const key = await this.#tools.conversation(body.conversation);
    const named = body.conversation !== undefined;
    used.conversation = { key, named };
    // All questions at once: each costs a way to the background and back. But a
    // ticket would not live as long as a long text may take.
    const early = held.body.length <= LONG ? this.#open(held) : undefined;
    const [found, reason, opened] = await Promise.all([
      this.#found(body.rest, body.conversation),
      this.#mask(key, body.words, counts, endpoint?.prompt === true),
      early,
    ]);
    if (found || reason) {
      if (opened?.ticket !== undefined) this.#tools.unused(opened.ticket);
      return refuse(found ? "unknown-shape" : (reason ?? "engine-failed"));
    }
    const open = opened ?? (await this.#open(held));
    return review({ ...open, body: String(body), ...(endpoint?.prompt && !named ? { learn: true } : {}) });
  }

  /** One WebSocket text: masked where the site's table knows its shape, else only checked. */
  async frame(text: string): Promise<Verdict> {
    if ((await this.#tools.mode()) === "off") return { do: "send" };
    let body: Body;
    try {
      body = readBody(text, this.#site, this.#site.frames);
    } catch (error) {
      if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
      return (await this.#found([text], undefined)) ? { do: "refuse", reason: "unknown-shape" } : { do: "send" };
    }
    if (body.words.length === 0) return (await this.#found([text, ...body.rest], undefined)) ? { do: "refuse", reason: "unknown-shape" } : { do: "send" };
    const key = await this.#tools.conversation(body.conversation);
    const [found, reason] = await Promise.all([this.#found(body.rest, body.conversation), this.#mask(key, body.words, {}, false)]);
    if (found || reason) return { do: "refuse", reason: found ? "unknown-shape" : (reason ?? "engine-failed") };
    return { do: "send", body: String(body) };
  }

  endpoint(url: URL): Endpoint | undefined {
    if (this.#table.of !== this.#site.endpoints) this.#table = compiled(this.#site.endpoints); // an update mended the site
    return this.#table.rows.find(({ path }) => path.test(url.pathname))?.endpoint;
  }

  async #open(held: Held): Promise<Extract<Verdict, { do: "send" }>> {
    const verdict: Extract<Verdict, { do: "send" }> = { do: "send" };
    const guarded = new RegExp(this.#site.reach.host).test(new URL(held.url).hostname);
    if (guarded && held.method !== "GET" && held.method !== "HEAD") verdict.ticket = await this.#tools.ticket(held.url);
    return verdict;
  }

  /**
   * Is there anything in these texts that must not leave as it is? Masking tells
   * more than scanning: it also knows the originals of the conversation when they
   * stand where no rule would find them.
   */
  async #found(texts: readonly string[], named: string | undefined): Promise<boolean> {
    if (texts.length === 0) return false;
    const { edits, blocked } = await this.#tools.mask(await this.#tools.conversation(named), [...new Set(texts)], false);
    return blocked.length > 0 || edits.some((list) => list.length > 0);
  }

  async #scan(conversation: string, texts: readonly string[]): Promise<Finding[][]> {
    return Promise.all(texts.map((text) => this.#tools.scan(conversation, text)));
  }

  /** Masks in place until a scan finds nothing more to mask; texts that the user allowed stay. */
  async #mask(conversation: string, words: Words[], counts: Counts, prompt: boolean): Promise<BlockReason | undefined> {
    if (words.length === 0) return undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const texts = words.map(({ text }) => text);
      const [{ edits, blocked, approved = [] }, scans] = await Promise.all([
        this.#tools.mask(conversation, texts, prompt),
        this.#scan(conversation, texts),
      ]);
      if (blocked.length > 0) {
        addAll(counts, ofFindings(scans.flat()));
        return "policy-blocks";
      }
      for (const i of approved) addAll(counts, ofAllowed(scans[i] ?? []));
      const findings = scans.filter((_, i) => !approved.includes(i)).flat();
      if (edits.every((list) => list.length === 0)) {
        if (!findings.some(mustNotLeave)) {
          if (prompt) addAll(counts, ofFindings(findings));
          return undefined;
        }
      }
      words.forEach((word, i) => replace(word, edits[i] ?? []));
      for (const list of edits) addAll(counts, ofEdits(list));
      words = words.filter((_, i) => !approved.includes(i)); // their approval is used up
    }
    return "engine-failed";
  }
}

function replace(word: Words, edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  word.text = applied(word.text, edits);
  word.put(word.text);
}

function withoutDrop(endpoint: Endpoint | undefined): Endpoint | undefined {
  return endpoint && { ...endpoint, drop: [] };
}

/** What an address says in words: values of its query, and what else is neither a name nor an identifier. */
function addressed(url: URL): string[] {
  const segments = url.pathname.split("/").map(decoded).filter((segment) => !PLAIN_SEGMENT.test(segment));
  const query = [...url.searchParams].flatMap(([name, value]) => [...(PLAIN_NAME.test(name) ? [] : [name]), ...(/^\d{0,6}$/.test(value) ? [] : [value])]);
  return [...segments, ...query];
}

function compiled(endpoints: Endpoint[]): { of: Endpoint[]; rows: { path: RegExp; endpoint: Endpoint }[] } {
  return { of: endpoints, rows: endpoints.map((endpoint) => ({ path: new RegExp(endpoint.path), endpoint })) };
}
