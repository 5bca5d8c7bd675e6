/**
 * Ways that the table cannot have, with the reason: what no extension of a browser
 * reaches, and what a browser under test cannot be made to do. Printed below it, so
 * that nobody takes a way that is not in the table for one that is closed.
 */
import { BROWSERS } from "../rig/stage.ts";
import type { BrowserName } from "../rig/browser.ts";

interface Limit {
  what: string;
  /** Absent: all. */
  browser?: BrowserName;
  why: string;
}

/** Text leaves here unread: no browser lets an extension in. */
const OPEN: readonly Limit[] = [
  { what: "WebSocket in a Worker", why: "its texts pass no page script, and a request rule sees the address only, which the page's own socket has, too" },
  { what: "live voice", why: "WebRTC is hidden from request rules and content scripts; switched off in the workspace" },
  { what: "bodies to other hosts of the service, or beside its API (backend-*)", why: "the page's measurements and logins go there; no text of the composer does, so they are not read" },
  { what: "one word in the path of a request, numbers that are no text, values that look like identifiers", why: "every request is full of them: nothing tells them from what the service made itself" },
  { what: "a service worker of the page that rewrites its requests", why: "it sees an address with its ticket and could put another body under it, to the same address and until the answer begins; ChatGPT registers none, and a page that does so attacks its user" },
  { what: "addresses outside the service that the page's own policy allows", why: "a page that attacks its user; not what the page sends in its work" },
];

/** Closed, but shown elsewhere than in this table. */
const ELSEWHERE: readonly Limit[] = [
  { what: "WebTransport, WebSocketStream", why: "the vendor speaks neither, so nothing could arrive: guard.spec.ts looks at what the page is told; Firefox has no WebSocketStream" },
  { what: "second reader of bodies (blocking webRequest)", browser: "chromium", why: "acts only where the company forces the installation, so nothing rests on it and it is not used" },
];

const line = ({ what, browser, why }: Limit): string => `  ${what}${browser === undefined ? "" : ` (${browser})`}: ${why}`;
const here = ({ browser }: Limit): boolean => browser === undefined || BROWSERS.includes(browser);

export function limits(): string {
  return ["not in this table, because no extension can reach it:", ...OPEN.filter(here).map(line), "not in this table, because it is shown elsewhere or cannot be driven:", ...ELSEWHERE.filter(here).map(line)].join("\n");
}
