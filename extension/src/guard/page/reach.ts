/**
 * Which requests concern the guard. Addresses are resolved against the document's
 * base, as the browser does: in about:blank and srcdoc frames that is not
 * location.href. What cannot be resolved concerns the guard.
 */
import type { Reach } from "../../sites/site.ts";
import { baseURI, doc, found, hostname, matches, NativeURL, pathname, search } from "./native.ts";

export type Concern =
  | "none" // other hosts and other paths
  | "api" // body and query are read
  | "files"; // a host that takes files

export interface Target {
  /** undefined when the address does not resolve. */
  url: URL | undefined;
  concern: Concern;
}

/** A query of switches and small numbers: nothing to check. What is searched for is always checked, be it one word. */
const PLAIN_QUERY = /^(?:\?(?:(?![^=&]*(?:quer|search|text|prompt|term|title|name)|q=)[A-Za-z_.-]{1,40}=(?:[a-z_-]{0,24}|\d{1,6})(?:&|$))*)?$/i;
/** Path segments of names and identifiers. */
const PLAIN_PATH = /^[\w./:~+=-]*$/;

export class Targets {
  readonly #host: RegExp;
  readonly #path: RegExp;
  readonly #files: RegExp;
  readonly #sockets: RegExp;
  readonly #named: RegExp;

  constructor(reach: Reach) {
    this.#host = new RegExp(reach.host);
    this.#path = new RegExp(reach.path);
    this.#files = new RegExp(reach.files);
    this.#sockets = new RegExp(reach.sockets);
    this.#named = new RegExp(reach.named);
  }

  /** Never throws. */
  of(address: string): Target {
    let url: URL;
    try {
      url = new NativeURL(address, baseURI(doc));
    } catch {
      return { url: undefined, concern: "api" };
    }
    const host = hostname(url);
    if (matches(this.#host, host)) return { url, concern: matches(this.#path, pathname(url)) ? "api" : "none" };
    return { url, concern: matches(this.#files, host) ? "files" : "none" };
  }

  /** The conversation that this part of an answer names. */
  named(answer: string): string | undefined {
    return found(this.#named, answer);
  }

  socket(address: string): boolean {
    try {
      return matches(this.#sockets, hostname(new NativeURL(address)));
    } catch {
      return true;
    }
  }
}

/** True for a request that carries nothing but its address, and that one is plain. */
export function bare(url: URL, method: string): boolean {
  return (method === "GET" || method === "HEAD") && matches(PLAIN_QUERY, search(url)) && matches(PLAIN_PATH, pathname(url));
}
