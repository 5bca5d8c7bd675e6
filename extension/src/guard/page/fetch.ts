/**
 * fetch and fetchLater. A request within reach is built once with the browser's
 * own Request, its body read as text, and after the verdict sent as exactly the
 * text that was checked, under its one-time ticket. Everything else goes to the
 * browser as the page gave it, except that its address is read only once.
 */
import type { Desk } from "../../bridge/offer.ts";
import type { Verdict } from "../../bridge/protocol.ts";
import {
  apply,
  branded,
  decode,
  headerOf,
  headersOf,
  matches,
  nativeFetch,
  NativePromise,
  NativeRequest,
  NativeResponse,
  NativeTextDecoder,
  NativeTypeError,
  NativeURL,
  page,
  plain,
  readerOf,
  readSome,
  request as req,
  responseBody,
  responseClone,
  responseOk,
  safe,
  stopReading,
  toText,
  withFragment,
  wrap,
} from "./native.ts";
import { bare, type Target, type Targets } from "./reach.ts";

/** Types whose bodies are text; all others are not even read. */
export const TEXT_TYPE = /^(?:$|text\/plain|application\/(?:[\w.-]+\+)?json|text\/json)/i;

/** Characters of an answer in which its conversation must have been named. */
const NAMED_WITHIN = 65_536;

export function wrapFetch(targets: Targets, desk: Desk): void {
  wrap(page, "fetch", (_native, _self, args) => {
    try {
      if (args.length === 0) return apply(nativeFetch, page, args);
      const own = branded(req.url, args[0]);
      const address = own ? req.url(args[0] as Request) : toText(args[0]);
      const input = own ? (args[0] as Request) : address;
      const target = targets.of(address);
      if (target.concern === "none") return apply(nativeFetch, page, [input, args[1]]);
      return send(desk, targets, target, new NativeRequest(input, args[1] as RequestInit), priorityOf(args[1]));
    } catch (error) {
      return rejected(error);
    }
  });
  // A deferred request leaves when nobody can check it any more.
  wrap(page, "fetchLater", (native, self, args) => {
    const own = branded(req.url, args[0]);
    const address = own ? req.url(args[0] as Request) : toText(args[0]);
    if (targets.of(address).concern !== "none") {
      desk.refused(address);
      throw failed();
    }
    return apply(native, self, own ? args : [address, args[1]]);
  });
}

async function send(desk: Desk, targets: Targets, target: Target, request: Request, priority: RequestPriority | undefined): Promise<Response> {
  const url = target.url ?? new NativeURL(req.url(request));
  const method = req.method(request);
  if (bare(url, method)) return await safe(nativeFetch(request));
  const asked = withFragment(url, "");
  const readable = target.concern === "api" && matches(TEXT_TYPE, headerOf(req.headers(request), "content-type") ?? "");
  const bodiless = method === "GET" || method === "HEAD";
  const text = bodiless ? "" : readable ? await safe(req.text(request)) : undefined;
  const verdict: Verdict = await safe(desk.held({ url: asked, method, body: text === "" ? null : text }));
  if (verdict.do === "refuse") throw failed();
  if (verdict.do === "answer") {
    return new NativeResponse(verdict.body, plain({ status: 200, headers: plain({ "content-type": "application/json" }) }));
  }
  const { ticket } = verdict;
  if (bodiless || (text === undefined && ticket === undefined)) return await safe(nativeFetch(request));
  // An unread body is still in the request; it leaves only where policy holds nothing back.
  const clean = text === undefined ? await safe(req.blob(request)) : (verdict.body ?? text);
  const mode = req.mode(request);
  const init = plain({
    method,
    headers: headersOf(req.headers(request)),
    body: clean === "" ? null : clean,
    mode: mode === "navigate" ? "same-origin" : mode,
    credentials: req.credentials(request),
    cache: req.cache(request),
    redirect: req.redirect(request),
    referrer: req.referrer(request),
    referrerPolicy: req.referrerPolicy(request),
    integrity: req.integrity(request),
    keepalive: req.keepalive(request),
    signal: req.signal(request),
    priority,
  }) as RequestInit;
  if (ticket === undefined) return await safe(nativeFetch(new NativeRequest(asked, init)));
  let response: Response;
  try {
    response = await safe(nativeFetch(new NativeRequest(withFragment(url, ticket), init)));
  } catch (error) {
    desk.settled(ticket, false);
    throw error;
  }
  desk.settled(ticket, responseOk(response));
  if (verdict.learn) void learn(desk, targets, ticket, responseClone(response));
  return response;
}

/** Reads a copy of the answer as far as its conversation's name. */
async function learn(desk: Desk, targets: Targets, ticket: string, copy: Response): Promise<void> {
  try {
    const stream = responseBody(copy);
    if (!stream) return;
    const reader = readerOf(stream);
    const decoder = new NativeTextDecoder();
    let text = "";
    let name: string | undefined;
    while (name === undefined && text.length < NAMED_WITHIN) {
      const { done, value } = await safe(readSome(reader));
      if (done) break;
      text += decode(decoder, value, plain({ stream: true }));
      name = targets.named(text);
    }
    if (name !== undefined) desk.learned(ticket, name);
    await safe(stopReading(reader)); // may last as long as the answer
  } catch {
    // The answer broke off: the address will name the conversation later.
  }
}

/** As the browser does it: with whatever the page's own objects threw. */
function rejected(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- see above
  return new NativePromise((_resolve, reject) => reject(reason));
}

/** The one field of a request that cannot be read back from a Request. */
function priorityOf(init: unknown): RequestPriority | undefined {
  return init === null || init === undefined ? undefined : (init as RequestInit).priority;
}

/** What the page sees of a refusal: a failed request, as without a network. */
function failed(): TypeError {
  return new NativeTypeError("Failed to fetch");
}

