/**
 * The page-world guard as page code meets it: what it changes in requests, what it
 * leaves alone, and that page code cannot get at it.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const SHORT = "Gruß an Frau Vollbrecht";
const SHORT_VALUES = [{ text: "Vollbrecht", category: "PERSON" }];

inBrowsers("the guard", {}, (stage) => {
  const arrived = (chat: { from: number }, path: string) =>
    stage.practice.waitFor((r) => r.method !== "GET" && new URL(r.url).pathname === path, { from: chat.from, what: path });

  it("wrapped functions look like the browser's own, and nothing of ours is on the page", async () => {
    const chat = await stage.chat();
    const seen = await chat.page.evaluate(() => {
      const text = Function.prototype.toString;
      const functions = [window.fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send, navigator.sendBeacon, WebSocket.prototype.send];
      return {
        native: functions.map((f) => text.call(f).replace(/\s+/g, " ")),
        names: functions.map((f) => `${f.name}/${f.length}`),
        own: Object.getOwnPropertyDescriptor(window, "fetch") !== undefined,
        ours: [...Object.getOwnPropertyNames(window), ...document.documentElement.getAttributeNames()].filter((name) => /deckname/i.test(name)),
      };
    });
    for (const source of seen.native) assert.match(source, /\[native code\]/);
    assert.deepEqual(seen.names, ["fetch/1", "open/2", "send/0", "sendBeacon/1", "send/1"]);
    assert.ok(seen.own);
    assert.deepEqual(seen.ours, []);
    await chat.page.close();
  });

  it("a request keeps its other fields", async () => {
    const chat = await stage.chat();
    const status = await chat.page.evaluate(
      (body) =>
        fetch("/backend-api/f/conversation?mode=x", {
          method: "POST",
          headers: { "content-type": "application/json", "x-conduit-token": "token-1", accept: "text/event-stream" },
          body,
          referrer: "/c/from-here",
          referrerPolicy: "same-origin",
          cache: "no-store",
          credentials: "include",
        }).then((r) => [r.status, r.url]),
      sendBody(SHORT),
    );
    assert.deepEqual(status, [200, "https://chatgpt.com/backend-api/f/conversation?mode=x"]);
    const request = await arrived(chat, "/backend-api/f/conversation");
    assert.equal(request.url, "https://chatgpt.com/backend-api/f/conversation?mode=x", "the ticket never reaches the server");
    assert.equal(request.headers["x-conduit-token"], "token-1");
    assert.equal(request.headers["accept"], "text/event-stream");
    assert.equal(request.headers["content-type"], "application/json");
    assert.equal(request.headers["referer"], "https://chatgpt.com/c/from-here");
    assert.equal(request.body, sendBody("Gruß an Frau [PERSON_1]"));
    await chat.page.close();
  });

  it("an aborted request rejects and does not arrive", async () => {
    const chat = await stage.chat();
    const outcome = await chat.page.evaluate(async (body) => {
      const stop = new AbortController();
      const answer = fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body, signal: stop.signal });
      stop.abort();
      return answer.then(() => "sent", (e: unknown) => (e as DOMException).name);
    }, sendBody(SHORT));
    assert.equal(outcome, "AbortError");
    assert.equal(chat.sends.length, 0);
    await chat.page.close();
  });

  it("suggestions are answered here, without the text leaving", async () => {
    const chat = await stage.chat();
    const answer = await chat.page.evaluate((text) => {
      const body = JSON.stringify({ input_text: text, num_completions: 4, in_search_mode: false });
      return fetch("/backend-api/conversation/experimental/generate_autocompletions", { method: "POST", headers: { "content-type": "application/json" }, body }).then((r) => r.json() as Promise<unknown>);
    }, "Mein Name ist Jonas Pet");
    assert.deepEqual(answer, { completions: [] });
    assert.deepEqual(chat.received.filter((r) => r.url.includes("generate_autocompletions")), []);
    await chat.page.close();
  });

  it("steering in mid-turn is masked", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate((text) => fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ turn_id: "t-1", text }) }), SHORT);
    assert.equal((await arrived(chat, "/backend-api/f/steer_turn")).body, '{"turn_id":"t-1","text":"Gruß an Frau [PERSON_1]"}');
    await chat.page.close();
  });

  it("an unknown endpoint: clean bodies pass byte for byte, others do not, queries neither", async () => {
    const chat = await stage.chat();
    const clean = '{"about":"Tee am Nachmittag","n":[1,2.5,null],"ä":"\\n"}';
    const outcomes = await chat.page.evaluate(
      async (bodies, text) => {
        const go = (path: string, init?: RequestInit) => fetch(path, init).then((r) => r.status, () => "refused");
        const out = [];
        for (const body of bodies) out.push(await go("/backend-api/user_system_messages", { method: "POST", headers: { "content-type": "application/json" }, body }));
        for (const method of ["PUT", "PATCH", "DELETE"]) out.push(await go("/backend-api/memories", { method, headers: { "content-type": "application/json" }, body: JSON.stringify({ text }) }));
        out.push(await go(`/backend-api/conversations/search?query=${encodeURIComponent(text)}`));
        out.push(await go("/backend-api/conversations?offset=0&limit=28&order=updated"));
        out.push(await go("//chatgpt.com//backend-api//memories", { method: "POST", body: text }));
        out.push(await go("/backend%2Dapi/memories", { method: "POST", body: JSON.stringify({ text }) }));
        return out;
      },
      [clean, JSON.stringify({ about: SHORT }), JSON.stringify({ [SHORT]: 1 }), JSON.stringify({ inner: JSON.stringify({ about: SHORT }) })],
      SHORT,
    );
    assert.deepEqual(outcomes, [200, "refused", "refused", "refused", "refused", "refused", "refused", "refused", 200, "refused", "refused"]);
    assert.equal((await arrived(chat, "/backend-api/user_system_messages")).body, clean);
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });

  it("XMLHttpRequest: order of events, headers, response; a refusal looks like a failed network", async () => {
    const chat = await stage.chat();
    const run = (path: string, body: string) =>
      chat.page.evaluate(
        (url, text) =>
          new Promise<{ events: string[]; status: number; state: number; answer: unknown }>((resolve) => {
            const xhr = new XMLHttpRequest();
            const events: string[] = [];
            for (const type of ["readystatechange", "loadstart", "load", "error", "abort", "timeout", "loadend"]) {
              xhr.addEventListener(type, () => events.push(type === "readystatechange" ? `state${xhr.readyState}` : type));
            }
            xhr.addEventListener("loadend", () => resolve({ events: events.filter((e, i) => e !== events[i - 1]), status: xhr.status, state: xhr.readyState, answer: xhr.response as unknown }));
            xhr.open("POST", url);
            xhr.responseType = "json";
            xhr.setRequestHeader("content-type", "application/json");
            xhr.setRequestHeader("x-conduit-token", "a");
            xhr.setRequestHeader("x-conduit-token", "b");
            xhr.send(text);
          }),
        path,
        body,
      );
    const sent = await run("/backend-api/f/steer_turn", JSON.stringify({ text: SHORT }));
    assert.deepEqual(sent.events, ["state1", "loadstart", "state2", "state3", "state4", "load", "loadend"]);
    assert.equal(sent.status, 200);
    assert.deepEqual(sent.answer, { status: "success" });
    const request = await arrived(chat, "/backend-api/f/steer_turn");
    assert.equal(request.headers["x-conduit-token"], "a, b");
    assert.equal(request.body, '{"text":"Gruß an Frau [PERSON_1]"}');

    const refused = await run("/backend-api/memories", JSON.stringify({ text: SHORT }));
    assert.equal(refused.events.at(0), "state1");
    assert.deepEqual(refused.events.slice(-3), ["state4", "error", "loadend"]);
    assert.equal(refused.status, 0);
    assert.equal(refused.state, 4);
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });

  it("XMLHttpRequest: aborted while it is held, it never leaves", async () => {
    const chat = await stage.chat();
    const events = await chat.page.evaluate((body) => {
      const xhr = new XMLHttpRequest();
      const seen: string[] = [];
      for (const type of ["abort", "error", "load", "loadend"]) xhr.addEventListener(type, () => seen.push(type));
      xhr.open("POST", "/backend-api/f/conversation");
      xhr.send(body);
      xhr.abort();
      // Any later request is behind it in every queue.
      return fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then(() => seen);
    }, sendBody(SHORT));
    assert.deepEqual(events, ["abort", "loadend"]);
    assert.equal(chat.sends.length, 0);
    await chat.page.close();
  });

  it("XMLHttpRequest: what carries no text stays synchronous", async () => {
    const chat = await stage.chat();
    const status = await chat.page.evaluate(() => {
      const xhr = new XMLHttpRequest();
      xhr.open("GET", "/backend-api/conversations?offset=0", false);
      xhr.send();
      return xhr.status;
    });
    assert.equal(status, 200);
    await chat.page.close();
  });

  it("WebSocket texts keep their order; a known shape leaves masked, also behind the page's close()", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(
      (text) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket("wss://ws.chatgpt.com/p/order");
          socket.onopen = () => {
            const bytes = (value: string) => new TextEncoder().encode(value);
            const first = bytes("zwei");
            socket.send("eins");
            socket.send(first);
            first.fill(120); // the page may reuse its buffer at once
            socket.send(JSON.stringify({ type: "send", messages: [{ content: { content_type: "text", parts: [text] } }] }));
            socket.send(new Blob(["drei"]));
            socket.send("vier");
            socket.close();
            resolve();
          };
        }),
      SHORT,
    );
    const frames = () => stage.practice.requests.slice(chat.from).filter((r) => r.method === "WS" && r.url.endsWith("/p/order")).map((r) => r.body);
    await stage.practice.waitFor((r) => r.method === "WS" && r.body === "vier", { from: chat.from, what: "the last frame" });
    assert.deepEqual(frames(), ["eins", "zwei", '{"type":"send","messages":[{"content":{"content_type":"text","parts":["Gruß an Frau [PERSON_1]"]}}]}', "drei", "vier"]);
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });

  for (const kind of ["text", "bytes", "blob"] as const) {
    it(`a WebSocket frame that must not leave (${kind}) ends the socket; nothing behind it leaves, and the person is told`, async () => {
      const chat = await stage.chat();
      const code = await chat.page.evaluate(
        (how, text) =>
          new Promise((resolve) => {
            const socket = new WebSocket("wss://ws.chatgpt.com/p/refused");
            socket.onclose = (event) => resolve(event.code === 1006 || event.code === 4403);
            socket.onopen = () => {
              const note = JSON.stringify({ note: text });
              socket.send("eins");
              socket.send(how === "text" ? note : how === "bytes" ? new TextEncoder().encode(note) : new Blob([note]));
              socket.send("drei");
            };
          }),
        kind,
        SHORT,
      );
      assert.equal(code, true);
      await chat.reads(reason("unknown-shape"));
      const frames = stage.practice.requests.slice(chat.from).filter((r) => r.method === "WS" && r.url.endsWith("/p/refused")).map((r) => r.body);
      assert.deepEqual(frames, ["eins"]);
      chat.assertNoLeak(SHORT_VALUES);
      await chat.page.close();
    });
  }

  it("WebTransport, WebSocketStream and fetchLater, as far as this browser has them, reach no host of the service", async () => {
    const chat = await stage.chat();
    const outcomes = await chat.page.evaluate(() => {
      const ways = window as unknown as { WebTransport: new (url: string) => unknown; WebSocketStream: new (url: string) => unknown; fetchLater(url: string, init: object): unknown };
      const tried = (way: keyof typeof ways, run: () => unknown): string => {
        if (!(way in window)) return "absent";
        try {
          run();
          return "open";
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        WebTransport: tried("WebTransport", () => new ways.WebTransport("https://ws.chatgpt.com/x")),
        WebSocketStream: tried("WebSocketStream", () => new ways.WebSocketStream("wss://ws.chatgpt.com/x")),
        fetchLater: tried("fetchLater", () => ways.fetchLater("/backend-api/f/conversation", { method: "POST", body: "a" })),
      };
    });
    const chromium = stage.name === "chromium";
    assert.deepEqual(outcomes, { WebTransport: "NetworkError", WebSocketStream: chromium ? "NetworkError" : "absent", fetchLater: chromium ? "TypeError" : "absent" });
    await chat.page.close();
  });

  it("what the page replaces later changes nothing and sees no ticket", async () => {
    const chat = await stage.chat();
    const outcome = await chat.page.evaluate(async (body) => {
      const seen: string[] = [];
      const note = (value: unknown): void => {
        if (typeof value === "string") seen[seen.length] = value;
      };
      const spy = (owner: object, name: string | symbol): void => {
        const native = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
        const call = Function.prototype.call.bind(Function.prototype.apply) as unknown as (f: unknown, self: unknown, args: unknown[]) => unknown;
        Object.defineProperty(owner, name, {
          configurable: true,
          writable: true,
          value(this: unknown, ...args: unknown[]) {
            note(this);
            for (let i = 0; i < args.length; i++) note(args[i]);
            return call(native, this, args);
          },
        });
      };
      const send = window.fetch;
      for (const [owner, names] of [
        [String.prototype, ["slice", "replace", "indexOf", "startsWith", "toLowerCase", "toUpperCase", "concat"]],
        [RegExp.prototype, ["exec", "test"]],
        [Array.prototype, ["push", "map", "forEach"]],
        [JSON, ["parse", "stringify"]],
        [Reflect, ["apply", "get", "construct"]],
        [WeakMap.prototype, ["get", "set"]],
        [Request.prototype, ["clone", "text"]],
        [Headers.prototype, ["get", "set"]],
        [MessagePort.prototype, ["postMessage"]],
        [EventTarget.prototype, ["addEventListener", "dispatchEvent"]],
      ] as [object, string[]][]) {
        for (const name of names) spy(owner, name);
      }
      Object.assign(window, { URL: undefined, Request: undefined, Response: undefined, Headers: undefined, WeakMap: undefined });
      const response = await send("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body });
      return { status: response.status, tickets: seen.filter((value) => /#?t[0-9a-f]{8}-[0-9a-f]{4}/.test(value)) };
    }, sendBody(prompt));
    assert.deepEqual(outcome, { status: 200, tickets: [] });
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
