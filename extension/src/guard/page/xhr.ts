/**
 * XMLHttpRequest. open() fixes the address before the body is known, so a request
 * within reach is opened again when the verdict is there, with its one-time
 * ticket, and its headers are set again: opening an opened request fires no
 * event, and no ticket lies about unused. A synchronous request cannot wait for a
 * verdict and is refused.
 */
import type { Desk } from "../../bridge/offer.ts";
import {
  apply,
  blobType,
  branded,
  byteLength,
  createObjectURL,
  detach,
  dispatch,
  isView,
  listen,
  mapGet,
  mapSet,
  matches,
  NativeArrayBuffer,
  NativeBlob,
  NativeDOMException,
  NativeProgressEvent,
  NativeResponse,
  NativeURL,
  NativeWeakMap,
  lower,
  plain,
  responseText,
  revokeObjectURL,
  safe,
  toText,
  upper,
  withFragment,
  wrap,
  xhrState,
  xhrStatus,
} from "./native.ts";
import { TEXT_TYPE } from "./fetch.ts";
import { bare, type Target, type Targets } from "./reach.ts";

interface Opened {
  target: Target;
  method: string;
  asynchronous: boolean;
  user: string | null;
  password: string | null;
  /** Name, value, name, value, … */
  headers: string[];
  type: string | undefined;
  held: boolean;
  aborted: boolean;
  /** Opened for something else meanwhile. */
  dropped: boolean;
}

const OPENED = 1;
const proto = XMLHttpRequest.prototype;
const open = detach(proto, "open") as (xhr: XMLHttpRequest, method: string, url: string, ...more: unknown[]) => void;
const transmit = detach(proto, "send");
const setHeader = detach(proto, "setRequestHeader");

export function wrapXhr(targets: Targets, desk: Desk): void {
  const opened = new NativeWeakMap<object, Opened>();
  const stateOf = (self: unknown): Opened | undefined => mapGet(opened, self as object) as Opened | undefined;

  wrap(proto, "open", (native, self, args) => {
    if (args.length < 2) return apply(native, self, args);
    const method = toText(args[0]);
    const address = toText(args[1]);
    const asynchronous = args.length < 3 || !!args[2];
    const user = credential(args[3]);
    const password = credential(args[4]);
    apply(native, self, [method, address, asynchronous, user, password]);
    const before = stateOf(self);
    if (before) before.dropped = true;
    mapSet(opened, self as object, {
      target: targets.of(address),
      method: upper(method),
      asynchronous,
      user,
      password,
      headers: [],
      type: undefined,
      held: false,
      aborted: false,
      dropped: false,
    } satisfies Opened);
    return undefined;
  });

  wrap(proto, "setRequestHeader", (native, self, args) => {
    const state = stateOf(self);
    if (!state || state.target.concern === "none" || args.length < 2) return apply(native, self, args);
    if (state.held) throw wrongState();
    const name = toText(args[0]);
    const value = toText(args[1]);
    apply(native, self, [name, value]);
    state.headers[state.headers.length] = name;
    state.headers[state.headers.length] = value;
    if (lower(name) === "content-type") state.type = value;
    return undefined;
  });

  wrap(proto, "send", (native, self, args) => {
    const state = stateOf(self);
    if (!state || state.target.concern === "none") return apply(native, self, args);
    const { url } = state.target;
    if (url && bare(url, state.method)) return apply(native, self, []);
    if (state.held) throw wrongState();
    if (!url || !state.asynchronous) {
      desk.refused(url ? withFragment(url, "") : "");
      throw new NativeDOMException("A network error occurred.", "NetworkError");
    }
    state.held = true;
    void send(desk, state, url, self as XMLHttpRequest, args[0]);
    return undefined;
  });

  wrap(proto, "abort", (native, self, args) => {
    const state = stateOf(self);
    if (state?.held && !state.aborted) {
      state.aborted = true;
      dispatch(self as XMLHttpRequest, new NativeProgressEvent("abort"));
      dispatch(self as XMLHttpRequest, new NativeProgressEvent("loadend"));
    }
    return apply(native, self, args);
  });
}

async function send(desk: Desk, state: Opened, url: URL, xhr: XMLHttpRequest, body: unknown): Promise<void> {
  const bodiless = state.method === "GET" || state.method === "HEAD";
  const type = state.type ?? (branded(blobType, body) ? blobType(body as Blob) : "");
  const readable = bodiless || (state.target.concern === "api" && matches(TEXT_TYPE, type));
  const text = bodiless ? null : readable ? await safe(textOf(body)) : undefined;
  const asked = withFragment(url, "");
  const verdict = await safe(desk.held({ url: asked, method: state.method, body: text === "" ? null : text }));
  state.held = false;
  // If it were not opened still (by another frame's methods, say), opening it would run handlers of the page, ticket in place.
  if (state.aborted || state.dropped || xhrState(xhr) !== OPENED) {
    if (verdict.do === "send" && verdict.ticket !== undefined) desk.settled(verdict.ticket, false);
    return;
  }
  if (verdict.do !== "send") {
    fail(xhr, verdict.do === "answer" ? verdict.body : undefined);
    return;
  }
  const { ticket } = verdict;
  const address = ticket === undefined ? asked : withFragment(url, ticket);
  open(xhr, state.method, address, true, state.user, state.password);
  for (let i = 0; i < state.headers.length; i += 2) {
    setHeader(xhr, state.headers[i] ?? "", state.headers[i + 1] ?? "");
  }
  if (state.type === undefined && type !== "") setHeader(xhr, "content-type", type);
  if (ticket !== undefined) {
    listen(xhr, "loadend", () => {
      const status = xhrStatus(xhr);
      desk.settled(ticket, status >= 200 && status < 300);
    }, plain({ once: true }));
  }
  transmit(xhr, text === undefined ? (body as XMLHttpRequestBodyInit) : (verdict.body ?? text));
}

/** As text now: no second look at an object of the page's. */
function credential(given: unknown): string | null {
  return given === undefined || given === null ? null : toText(given);
}

/** The body as text, or undefined when it is of a kind that cannot be checked. */
async function textOf(body: unknown): Promise<string | null | undefined> {
  if (body === null || body === undefined) return null;
  if (typeof body === "string") return body;
  if (branded(blobType, body) || isView(NativeArrayBuffer, body) || branded(byteLength, body)) {
    return await safe(responseText(new NativeResponse(body as BodyInit)));
  }
  return undefined;
}

/**
 * Ends the request without the network: with `answer`, or as a network error. A
 * blob address that no longer exists fails the way the browser lets requests fail,
 * with every event and state in order.
 */
function fail(xhr: XMLHttpRequest, answer: string | undefined): void {
  const address = createObjectURL(NativeURL, new NativeBlob([answer ?? ""], plain({ type: "application/json" })));
  if (answer === undefined) revokeObjectURL(NativeURL, address);
  open(xhr, "GET", address, true);
  if (answer !== undefined) listen(xhr, "loadend", () => revokeObjectURL(NativeURL, address), plain({ once: true }));
  transmit(xhr);
}

function wrongState(): DOMException {
  return new NativeDOMException("The object's state must be OPENED.", "InvalidStateError");
}
