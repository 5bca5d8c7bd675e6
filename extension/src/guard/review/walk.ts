/**
 * Every string of a JSON body, in three kinds: the user's words at known places,
 * identifiers, and all others. The body is written again from what was parsed, so
 * that a doubled member cannot hide a text from us and show it to the server.
 */
import type { Endpoint, Site } from "../../sites/site.ts";

/** The body is not JSON, or is built so that it cannot be read safely. */
export class Unreadable extends Error {
  constructor() {
    super("unreadable body"); // never the cause: it quotes the body
    this.name = "Unreadable";
  }
}

/** A place of the user's words; `text` may be replaced. */
export interface Words {
  text: string;
  put(text: string): void;
}

export interface Body {
  /** What the site's table calls the user's words. */
  words: Words[];
  /** All other strings and unusual member names that could hold words. */
  rest: string[];
  /** The id of the conversation that the body names, if any. */
  conversation: string | undefined;
  /** The body as it may leave. */
  toString(): string;
}

const DEPTH = 100;
const MEMBER = /^[A-Za-z_$][\w$.-]{0,63}$/;
/** Lower-case words of code with at most two digits: never a finding. */
const TRIVIAL = /^[a-z_./-]{0,40}\d{0,2}[a-z_./-]{0,40}$/;

interface Frame {
  path: string[];
  /** Nearest member name; list elements inherit it. */
  field: string;
}

/** Throws Unreadable. */
export function readBody(text: string, site: Site, endpoint: Pick<Endpoint, "texts" | "drop"> | undefined): Body {
  const root = parse(text);
  if (isObject(root)) for (const name of endpoint?.drop ?? []) Reflect.deleteProperty(root, name);
  const places = (endpoint?.texts ?? []).map((place) => place.split("."));
  const identifiers = new RegExp(site.identifiers);
  const identifier = new RegExp(site.identifier);
  const body: Body = {
    words: [],
    rest: [],
    conversation: nameIn(root, site.conversationMember),
    toString: () => JSON.stringify(holder[0]),
  };
  const holder = [root];

  const visit = (owner: Record<string, unknown> | unknown[], key: string | number, at: Frame): void => {
    if (at.path.length > DEPTH) throw new Unreadable();
    const value = (owner as Record<string | number, unknown>)[key];
    if (typeof value === "string") {
      if (identifiers.test(at.field) && identifier.test(value)) return;
      if (places.some((place) => isAt(place, at.path))) {
        body.words.push({ text: value, put: (clean) => void ((owner as Record<string | number, unknown>)[key] = clean) });
      } else {
        other(value, at);
      }
    } else if (Array.isArray(value)) {
      value.forEach((_, i) => visit(value, i, { path: [...at.path, String(i)], field: at.field }));
    } else if (isObject(value)) {
      for (const name of Object.keys(value)) {
        if (name === "__proto__") throw new Unreadable();
        if (!MEMBER.test(name) && !identifier.test(name)) body.rest.push(name);
        visit(value, name, { path: [...at.path, name], field: name });
      }
    }
  };

  /** A text that is JSON itself is also read through its escapes. */
  const other = (value: string, at: Frame): void => {
    if (TRIVIAL.test(value)) return;
    body.rest.push(value);
    if (!/^\s*[[{"]/.test(value)) return;
    let inner: unknown;
    try {
      inner = JSON.parse(value);
    } catch {
      return; // plain text that happens to begin like JSON; it is checked as text
    }
    visit([inner], 0, { path: [...at.path, "(text)"], field: "" });
  };

  visit(holder, 0, { path: [], field: "" });
  return body;
}

function nameIn(root: unknown, member: string): string | undefined {
  const name = isObject(root) ? root[member] : undefined;
  return typeof name === "string" ? name : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Unreadable();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "a.*.b" and "a.**" against a path of member names and list positions. */
export function isAt(place: readonly string[], path: readonly string[]): boolean {
  for (let i = 0; i < place.length; i++) {
    if (place[i] === "**") return true;
    if (i >= path.length) return false;
    if (place[i] !== "*" && place[i] !== path[i]) return false;
  }
  return place.length === path.length;
}
