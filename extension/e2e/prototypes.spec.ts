/**
 * A page that changes what all objects inherit. The guard runs in the page's world:
 * what it reads off its own objects must be their own, and no code of the page may
 * run between a verdict and the request that leaves under it.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { leaks } from "./rig/leaks.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";

const SHORT = "Gruß an Frau Vollbrecht";
const VALUES = [{ text: "Vollbrecht", category: "PERSON" }];
const MASKED = sendBody("Gruß an Frau [PERSON_1]");

inBrowsers("inherited", {}, (stage) => {
  it("a body is none of a verdict: nothing takes the place of what was checked", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(async (raw) => {
      const path = "/backend-api/f/conversation";
      const open = new Promise<WebSocket>((resolve) => {
        const socket = new WebSocket("wss://ws.chatgpt.com/p/inherited");
        socket.onopen = () => resolve(socket);
      });
      const socket = await open;
      const xhr = new XMLHttpRequest();
      xhr.open("POST", path);
      const ended = new Promise((resolve) => (xhr.onloadend = resolve));
      // Nothing is in them that the verdict would have to name.
      socket.send("eins");
      xhr.send();
      const answer = fetch(path, { method: "POST" });
      Object.defineProperty(Object.prototype, "body", { configurable: true, value: raw });
      await Promise.allSettled([answer, ended]);
      delete (Object.prototype as { body?: string }).body;
      socket.send("zwei");
    }, sendBody(SHORT));
    await stage.practice.waitFor((r) => r.method === "WS" && r.body === "zwei", { from: chat.from, what: "the last frame" });
    assert.deepEqual(chat.sends.map(({ body }) => body), ["", ""]);
    assert.deepEqual(leaks(VALUES, chat.received), []);
    await chat.page.close();
  });

  it("a then, and promises that are the page's: the verdict stays what it was, and nobody sees the ticket", async () => {
    const chat = await stage.chat();
    const seen = await chat.page.evaluate(async (body, raw) => {
      const tickets: unknown[] = [];
      const forge = (value: unknown): void => {
        const verdict = value as { do?: string; ticket?: string; body?: string } | null;
        if (typeof verdict !== "object" || verdict?.do !== "send") return;
        tickets[tickets.length] = verdict.ticket;
        verdict.body = raw;
      };
      const native = Promise.prototype.then;
      const call = Function.prototype.call.bind(Function.prototype.call) as unknown as (f: unknown, self: unknown, ...args: unknown[]) => unknown;
      const start = window.fetch;
      const ended = new Promise<void>((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open("POST", "/backend-api/f/steer_turn");
        xhr.onloadend = () => resolve();
        xhr.send(body);
      });
      const answer = start("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body });
      Object.defineProperty(Object.prototype, "then", { configurable: true, get(this: unknown) { forge(this); return undefined; }, set(this: object, value) { Object.defineProperty(this, "then", { configurable: true, writable: true, enumerable: true, value }); } });
      void Object.defineProperty(Promise.prototype, "constructor", { configurable: true, get: () => Object });
      Promise.prototype.then = function (this: unknown, done: unknown, failed: unknown) {
        return call(native, this, (value: unknown) => { forge(value); return call(done, undefined, value); }, failed) as never;
      } as never;
      const settled = await new Promise<number>((resolve) => { call(native, answer, (r: Response) => call(native, ended, () => resolve(r.status), () => resolve(0)), () => resolve(0)); });
      return { tickets, settled };
    }, sendBody(SHORT), sendBody(SHORT));
    assert.deepEqual(seen, { tickets: [], settled: 200 });
    assert.deepEqual(chat.sends.map(({ body }) => body), [MASKED]);
    chat.assertNoLeak(VALUES);
    await chat.page.close();
  });

  it("nothing of the page's runs in the guard while it sends", async () => {
    const chat = await stage.chat();
    const ran = await chat.page.evaluate(async (body) => {
      const found = { __proto__: null } as unknown as Record<string, string>;
      const trace = Object.getOwnPropertyDescriptor(Error.prototype, "stack")?.get;
      const { apply, ownKeys, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
      const text = { split: String.prototype.split, includes: String.prototype.includes };
      const StackOf = Error;
      let on = false;
      let busy = false;
      /** Notes `name` when the next script below the spy is the guard. */
      const look = (name: string): void => {
        if (!on || busy) return;
        busy = true;
        try {
          const error = new StackOf();
          const stack = trace ? (apply(trace, error, []) as string) : error.stack!;
          const lines = apply(text.split, stack, ["\n"]) as string[];
          // Below this function and the spy; frames of the browser's own functions name no place.
          for (let i = lines[0] === "Error" ? 3 : 2; i < lines.length; i++) {
            if (apply(text.includes, lines[i], ["(<anonymous>)"]) || apply(text.includes, lines[i], ["[native code]"])) continue;
            // What Chromium and Firefox call the guard.
            if (apply(text.includes, lines[i], ["guard.js"]) || apply(text.includes, lines[i], ["<anonymous code>"])) found[name] = lines[i]!;
            break;
          }
        } finally {
          busy = false;
        }
      };
      const spy = (owner: object, title: string): void => {
        for (const key of ownKeys(owner)) {
          const descriptor = getOwnPropertyDescriptor(owner, key)!;
          const name = `${title}.${String(key)}`;
          if (!descriptor.configurable || key === "constructor") continue;
          for (const part of ["value", "get", "set"] as const) {
            const native = descriptor[part] as unknown;
            if (typeof native !== "function" || native.prototype) continue;
            // A function of this kind can be called as a method and is no constructor, like the native one.
            descriptor[part] = { f(this: unknown, ...args: unknown[]) { look(name); return apply(native as never, this, args); } }.f;
          }
          defineProperty(owner, key, descriptor);
        }
      };
      const options = [
        ..."body cache credentials duplex headers integrity keepalive method mode priority redirect referrer referrerPolicy signal window".split(" "),
        ..."once capture passive bubbles cancelable composed ports data origin status statusText type endings stream fatal ignoreBOM transfer".split(" "),
        ..."do ticket learn alive verdict id reason get set value writable".split(" "),
      ];
      const given = { __proto__: null, method: "POST", headers: { __proto__: null, "content-type": "application/json" }, body } as unknown as RequestInit;
      const socket = new WebSocket("wss://ws.chatgpt.com/p/spied");
      await new Promise((resolve) => (socket.onopen = resolve));
      const bytes = new TextEncoder().encode("zwei");
      const blob = new Blob(["drei"]);
      const xhr = new XMLHttpRequest();
      const { fetch: send } = window;
      const over = new Promise((resolve) => (xhr.onloadend = resolve));
      const native = Promise.prototype.then;

      for (const name of [
        "Array ArrayBuffer Blob DataView Document Event EventTarget Function Headers Map MessageChannel MessageEvent MessagePort Node Number Object",
        "Promise ReadableStream ReadableStreamDefaultReader RegExp Request Response Set String TextDecoder Uint8Array URL URLSearchParams WeakMap WebSocket",
        "XMLHttpRequest XMLHttpRequestEventTarget AbortSignal ProgressEvent",
      ].flatMap((names) => names.split(" "))) {
        const type = (window as unknown as Record<string, { prototype: object }>)[name]!;
        spy(type.prototype, name);
        spy(type, `new ${name}`);
      }
      spy(getPrototypeOf(Uint8Array) as object, "new TypedArray");
      spy(getPrototypeOf(Uint8Array.prototype) as object, "TypedArray");
      spy(getPrototypeOf([][Symbol.iterator]()) as object, "Array Iterator");
      spy(JSON, "JSON");
      spy(Reflect, "Reflect");
      for (const name of ["Promise", "Object", "Array", "ArrayBuffer", "Response"]) {
        const { prototype } = (window as unknown as Record<string, { prototype: object }>)[name]!;
        const own = prototype.constructor;
        defineProperty(prototype, "constructor", { __proto__: null, configurable: true, get: () => (look(`${name}.constructor`), own), set(this: object, value) { defineProperty(this, "constructor", { __proto__: null, configurable: true, writable: true, value } as PropertyDescriptor); } } as PropertyDescriptor);
      }
      for (const name of [...options, "then", "toJSON", Symbol.iterator]) {
        defineProperty(Object.prototype, name, {
          __proto__: null,
          configurable: true,
          // What the page gets in the end is the page's.
          get(this: object) { if (name !== "then" || getPrototypeOf(this) !== Response.prototype) look(`{}.${String(name)}`); return undefined; },
          set(this: object, value) { look(`{}.${String(name)} =`); defineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value } as PropertyDescriptor); },
        } as PropertyDescriptor);
      }
      on = true;
      socket.send("eins");
      socket.send(bytes);
      socket.send(blob);
      xhr.open("POST", "/backend-api/f/steer_turn");
      xhr.setRequestHeader("content-type", "application/json");
      xhr.send(body);
      const status = await new Promise((resolve) => {
        apply(native, send("/backend-api/f/conversation", given), [(r: Response) => apply(native, over, [() => resolve(r.status)]), () => resolve("refused")]);
      });
      const sent = navigator.sendBeacon("/backend-api/f/conversation", "a");
      on = false;
      return { status, sent, found: Object.entries(found).map((entry) => entry.join(" ")) };
    }, sendBody(SHORT));
    assert.deepEqual(ran.found, []);
    assert.deepEqual([ran.status, ran.sent], [200, false]);
    await stage.practice.waitFor((r) => r.method === "WS" && r.body === "drei", { from: chat.from, what: "the last frame" });
    assert.deepEqual(chat.sends.map(({ body }) => body), [MASKED]);
    chat.assertNoLeak(VALUES);
    await chat.page.close();
  });
});

inBrowsers("an XMLHttpRequest", {}, (stage) => {
  it("that the page uses for something else while it is held gives nobody its ticket", async () => {
    const chat = await stage.chat();
    const tried = await chat.page.evaluate(async (raw) => {
      const xhr = new XMLHttpRequest();
      xhr.open("POST", "/backend-api/f/conversation");
      xhr.send("{}");
      xhr.open("GET", "/favicon.ico", false);
      xhr.send();
      let times = 0;
      xhr.onreadystatechange = () => {
        if (xhr.readyState !== 1) return;
        times++;
        xhr.send(raw);
      };
      // Its verdict comes behind the one for the first.
      await fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
      return times;
    }, sendBody(SHORT));
    assert.equal(tried, 0);
    assert.deepEqual(chat.sends, []);
    chat.assertNoLeak(VALUES);
    await chat.page.close();
  });
});
