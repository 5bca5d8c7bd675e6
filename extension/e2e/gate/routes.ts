/** The leak table's routes: code of the page sends a prompt around the composer. */
import type { Recorded } from "../../practice/server.ts";
import { courier, ROUTES, sendBody, type Route } from "../rig/routes.ts";
import { leaks } from "../rig/leaks.ts";
import { MARKS } from "../rig/marks.ts";
import { TEXT, VALUES, type Row, type Seen } from "./row.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** `to`: where it goes instead of the address of the send. */
function routeRow(route: Route, to?: { what: string; path: string; body: string }): Row {
  return {
    name: to === undefined ? route.name : `${route.name}: ${to.what}`,
    fate: route.fate,
    async walk(way) {
      const chat = await way.shared();
      const from = way.place.practice.requests.length;
      const path = route.path ?? `/${way.api}/${to?.path ?? "f/conversation"}`;
      const told = await route.run(chat.page, path, to?.body ?? sendBody(TEXT));
      return { from, carries: (r) => new URL(r.url).pathname === path && (r.method === "POST" || (r.method === "WS" && !r.body.includes("ping"))), told: told === "refused" ? "refused" : undefined };
    },
  };
}

/** A request of page code to a path of the API. */
function request(name: string, fate: Row["fate"], path: string, init: { method: string; body?: string; headers?: Record<string, string> }): Row {
  return {
    name,
    fate,
    async walk(way) {
      const chat = await way.shared();
      const from = way.place.practice.requests.length;
      const url = `/${way.api}/${path}`;
      const told = await chat.page.evaluate((address, options) => fetch(address, options).then((r) => r.status, () => "refused"), url, { ...init, ...(init.body === undefined ? {} : { headers: init.headers ?? JSON_TYPE }) });
      const pathname = new URL(url, "https://chatgpt.com").pathname;
      return { from, carries: (r) => new URL(r.url).pathname === pathname, told: told === "refused" ? "refused" : undefined };
    },
  };
}

const multimodal = JSON.stringify({
  action: "next",
  messages: [{ author: { role: "user" }, content: { content_type: "multimodal_text", parts: [{ content_type: "image_asset_pointer", asset_pointer: "file-service://file-1" }, TEXT] } }],
});

/** The prompt is harmless; the passage that it replies to is not. */
const quoted = JSON.stringify({
  action: "next",
  messages: [{ author: { role: "user" }, content: { content_type: "text", parts: ["Was heisst das?"] }, metadata: { targeted_reply: TEXT } }],
});

/** Where no guard is, the browser's own rules hold every address of the API, not only the send. */
const UNGUARDED = /Worker|service worker|srcdoc, same tick|form POST/;
const MEMORY = { what: "memory", path: "memories", body: JSON.stringify({ text: TEXT }) };

/** A worker of the page sends the text to an address of the API. */
function workerRow(name: string, method: string, path: (api: string) => string): Row {
  return {
    name,
    fate: "refused",
    async walk(way) {
      const chat = await way.shared();
      const from = way.place.practice.requests.length;
      const told = await courier(chat.page, "worker", path(way.api), JSON.stringify({ file_name: `${TEXT}.txt` }), method);
      return { from, carries: (r) => r.method === method && r.body.includes("file_name"), told: told === "refused" ? "refused" : undefined };
    },
  };
}

/** What the person searches for is an original of this conversation, and no rule would know it alone. */
const search = (name: string, address: (api: string, original: string) => string): Row => ({
  name,
  fate: "refused",
  async walk(way): Promise<Seen> {
    const chat = await way.open();
    await chat.type("Frau Vollbrecht ruft an");
    await chat.send();
    const from = way.place.practice.requests.length;
    const url = address(way.api, "Vollbrecht");
    const told = await chat.page.evaluate((to) => fetch(to).then((r) => r.status, () => "refused"), url);
    await chat.page.close();
    return { from, carries: (r) => r.url.includes("Vollbrecht"), told: told === "refused" ? "refused" : undefined };
  },
});

/** Whoever reads a used ticket in the page's own list of requests tries it from a Worker. */
const replay: Row = {
  name: "a used ticket, from a Worker",
  fate: "refused",
  needsExtension: true,
  async walk(way): Promise<Seen> {
    const chat = await way.open();
    await chat.type("Guten Tag");
    await chat.send();
    const used = await chat.page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.includes("#")));
    const from = way.place.practice.requests.length;
    const outcomes = await chat.page.evaluate(
      async (urls, json) => {
        const worker = new Worker("/courier.js");
        const outcomes: unknown[] = [];
        for (const url of urls) {
          outcomes.push(
            await new Promise((resolve) => {
              worker.onmessage = (event) => resolve(event.data);
              worker.postMessage({ url, body: json });
            }),
          );
        }
        return outcomes;
      },
      used,
      sendBody(TEXT),
    );
    await chat.page.close();
    return { from, carries: (r) => r.method === "POST" && leaks(VALUES, [r]).length > 0, told: outcomes.every((outcome) => outcome === "refused") ? "refused" : undefined, wrong: used.length === 0 ? "the page knows no ticket" : undefined };
  },
};

/** The page's own form, before its script runs, puts the prompt into the address. */
const early: Row = {
  name: "form GET before hydration",
  fate: "stripped",
  async walk(way): Promise<Seen> {
    const page = await way.place.browser.open(`https://chatgpt.com/?hydrate=manual&gen=${way.generation}`);
    const marks = MARKS[way.generation];
    const from = way.place.practice.requests.length;
    await page.click(marks.early);
    await page.type(TEXT);
    await page.click("form button[type=submit]");
    const carries = (r: Recorded): boolean => r.method === "GET" && new URL(r.url).pathname === "/";
    await way.place.practice.waitFor(carries, { from, what: "the page after the form" });
    await page.close();
    return { from, carries };
  },
};

export const ROUTE_ROWS: Row[] = [
  ...ROUTES.map((route) => routeRow(route)),
  ...ROUTES.filter(({ name }) => UNGUARDED.test(name)).map((route) => routeRow(route, MEMORY)),
  workerRow("Worker: unknown endpoint, PUT", "PUT", (api) => `/${api}/unknown/new_thing`),
  workerRow("Worker: title, PATCH", "PATCH", (api) => `/${api}/conversation/8f2b1c7e-5a40-4b61-9f53-1d7c62e8a904`),
  workerRow("Worker: DELETE with a body", "DELETE", (api) => `/${api}/unknown/new_thing`),
  workerRow("Worker: the send in disguise", "POST", (api) => `/${api}/f/conversatio%6e`),
  workerRow("Worker: the API in disguise", "POST", (api) => `/${api.replace("-", "%2D")}/memories`),
  request("second part of a multimodal message", "masked", "f/conversation", { method: "POST", body: multimodal }),
  request("older address of the send", "masked", "conversation", { method: "POST", body: sendBody(TEXT) }),
  request("quoted passage of an answer", "masked", "f/conversation", { method: "POST", body: quoted }),
  request("feedback in the person's words", "refused", "conversation/message_feedback", { method: "POST", body: JSON.stringify({ rating: "thumbs_down", text: TEXT }) }),
  request("unknown endpoint", "refused", "unknown/new_thing", { method: "POST", body: JSON.stringify({ note: TEXT }) }),
  request("unknown endpoint, member name", "refused", "unknown/new_thing", { method: "PUT", body: JSON.stringify({ [TEXT]: 1 }) }),
  request("unknown endpoint, form encoded", "refused", "unknown/new_thing", { method: "POST", body: new URLSearchParams({ note: TEXT }).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } }),
  request("query of a GET", "refused", `conversations/search?query=${encodeURIComponent(TEXT)}`, { method: "GET" }),
  search("query of a GET, one word", (api, original) => `/${api}/conversations/search?query=${original}`),
  search("path of a GET", (api, original) => `/${api}/search/von%20${original}`),
  workerRow("file announced by a Worker", "POST", (api) => `/${api}/files`),
  replay,
  early,
];
