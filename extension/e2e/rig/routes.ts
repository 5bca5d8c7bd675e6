/**
 * The ways on which a page can send text (extension.md 5.5). Each is a function
 * that runs in the page's own world and resolves to what the page learned:
 * a status, "refused" or "sent". The specs look at what the vendor received.
 */
import type { Page } from "./browser.ts";

/**
 * What must happen to a prompt that goes this way, with the extension: it arrives
 * masked, the page is told no, or it disappears on the way.
 */
export type Fate = "masked" | "refused" | "withheld";

export interface Route {
  name: string;
  fate: Fate;
  /** Where it goes instead of the address that it is given. */
  path?: string;
  /** `path` is the address of the send on this page: /backend-api/f/conversation. */
  run(page: Page, path: string, body: string): Promise<unknown>;
}

/** Body of a send, as the page would make it. */
export function sendBody(text: string): string {
  return JSON.stringify({
    action: "next",
    messages: [{ id: "8f2b1c7e-5a40-4b61-9f53-1d7c62e8a904", author: { role: "user" }, content: { content_type: "text", parts: [text] }, metadata: {} }],
    parent_message_id: "client-created-root",
    model: "auto",
  });
}

export const ROUTES: Route[] = [
  {
    name: "fetch with a Request",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => fetch(new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: json })).then((r) => r.status, () => "refused"),
        path,
        body,
      ),
  },
  {
    name: "fetch, keepalive, Blob",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => fetch(url, { method: "POST", keepalive: true, body: new Blob([json], { type: "application/json" }) }).then((r) => r.status, () => "refused"),
        path,
        body,
      ),
  },
  {
    name: "fetch with FormData",
    fate: "refused",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => {
          const form = new FormData();
          form.set("payload", json);
          return fetch(url, { method: "POST", body: form }).then((r) => r.status, () => "refused");
        },
        path,
        body,
      ),
  },
  {
    name: "XMLHttpRequest",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) =>
          new Promise((resolve) => {
            const xhr = new XMLHttpRequest();
            xhr.open("POST", url);
            xhr.setRequestHeader("content-type", "application/json");
            xhr.onload = () => resolve(xhr.status);
            xhr.onerror = () => resolve("refused");
            xhr.send(json);
          }),
        path,
        body,
      ),
  },
  {
    name: "XMLHttpRequest, synchronous",
    fate: "refused",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => {
          const xhr = new XMLHttpRequest();
          try {
            xhr.open("POST", url, false);
            xhr.send(json);
            return xhr.status;
          } catch {
            return "refused";
          }
        },
        path,
        body,
      ),
  },
  {
    name: "sendBeacon",
    fate: "refused",
    run: (page, path, body) => page.evaluate((url, json) => (navigator.sendBeacon(url, json) ? "sent" : "refused"), path, body),
  },
  {
    name: "WebSocket, the body of a send",
    fate: "masked",
    path: "/p/route",
    run: (page, _path, body) => frame(page, "/p/route", body),
  },
  {
    // A verdict takes longer than send(): the page learns of it from the socket's end.
    name: "WebSocket, another text",
    fate: "refused",
    path: "/p/other",
    run: (page, _path, body) => frame(page, "/p/other", JSON.stringify({ note: body })),
  },
  {
    name: "iframe about:blank, same tick",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          return frame.contentWindow!.fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
        },
        path,
        body,
      ),
  },
  {
    name: "iframe srcdoc, same tick",
    fate: "refused",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => {
          const frame = document.createElement("iframe");
          frame.srcdoc = "<p>frame</p>";
          document.body.append(frame);
          return frame.contentWindow!.fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
        },
        `https://chatgpt.com${path}`,
        body,
      ),
  },
  {
    name: "iframe srcdoc, loaded",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        async (url, json) => {
          const frame = document.createElement("iframe");
          frame.srcdoc = "<p>frame</p>";
          await new Promise((loaded) => {
            frame.onload = loaded;
            document.body.append(frame);
          });
          return frame.contentWindow!.fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
        },
        `https://chatgpt.com${path}`,
        body,
      ),
  },
  {
    name: "iframe of the same origin, loaded",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        async (url, json) => {
          const frame = document.createElement("iframe");
          frame.src = "/empty.html";
          await new Promise((loaded) => {
            frame.onload = loaded;
            document.body.append(frame);
          });
          return frame.contentWindow!.fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
        },
        path,
        body,
      ),
  },
  {
    name: "fetch of a fresh iframe, called on top",
    fate: "masked",
    run: (page, path, body) =>
      page.evaluate(
        (url, json) => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          const borrowed = frame.contentWindow!.fetch;
          return borrowed.call(window, url, { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
        },
        `https://chatgpt.com${path}`,
        body,
      ),
  },
  {
    name: "Worker",
    fate: "refused",
    run: (page, path, body) => courier(page, "worker", path, body),
  },
  {
    name: "blob Worker",
    fate: "refused",
    run: (page, path, body) => courier(page, "blob", path, body),
  },
  {
    name: "SharedWorker",
    fate: "refused",
    run: (page, path, body) => courier(page, "shared", path, body),
  },
  {
    name: "Worker in a sandboxed srcdoc frame",
    fate: "refused",
    run: (page, path, body) =>
      page.evaluate(
        async (url, json) => {
          // The frame inherits the page's policy, so its script needs the page's nonce.
          const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")!.nonce;
          const frame = document.createElement("iframe");
          frame.sandbox.add("allow-scripts");
          const work = `onmessage = (e) => fetch(e.data.url, { method: "POST", mode: "no-cors", body: e.data.body }).then(() => postMessage("sent"), () => postMessage("refused"))`;
          frame.srcdoc = `<script nonce="${nonce}">onmessage = (e) => {
            const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(work)}], { type: "text/javascript" })));
            worker.onmessage = (m) => parent.postMessage({ route: m.data }, "*");
            worker.onerror = () => parent.postMessage({ route: "refused" }, "*");
            worker.postMessage(e.data);
          }</` + `script>`;
          await new Promise((loaded) => {
            frame.onload = loaded;
            document.body.append(frame);
          });
          return new Promise((resolve) => {
            addEventListener("message", (e) => e.data?.route !== undefined && resolve(e.data.route));
            frame.contentWindow!.postMessage({ url, body: json }, "*");
          });
        },
        `https://chatgpt.com${path}`,
        body,
      ),
  },
  {
    // The frame goes to wherever the form leads: the browser shows an error in it.
    name: "form POST in a frame",
    fate: "withheld",
    run: (page, path, body) =>
      page.evaluate(
        async (url, json) => {
          const frame = document.createElement("iframe");
          frame.name = "target";
          document.body.append(frame);
          const form = document.createElement("form");
          form.method = "post";
          form.enctype = "text/plain";
          form.action = url;
          form.target = "target";
          const field = document.createElement("input");
          field.name = json;
          form.append(field);
          document.body.append(form);
          await new Promise((loaded) => {
            frame.onload = loaded;
            form.submit();
            setTimeout(loaded, 1_000);
          });
          return "done";
        },
        `https://chatgpt.com${path}`,
        body,
      ),
  },
  {
    name: "page service worker",
    fate: "refused",
    run: (page, path, body) =>
      page.evaluate(
        async (url, json) => {
          const registration = await navigator.serviceWorker.register("/courier.js");
          const worker = registration.installing ?? registration.waiting ?? registration.active!;
          if (worker.state !== "activated") await new Promise<void>((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
          const outcome = await new Promise((resolve) => {
            navigator.serviceWorker.onmessage = (event) => resolve(event.data);
            worker.postMessage({ url, body: json });
          });
          await registration.unregister();
          return outcome;
        },
        path,
        body,
      ),
  },
];

/** Sends one text and a ping behind it; "refused" when the socket ends instead of answering. */
function frame(page: Page, path: string, text: string): Promise<unknown> {
  return page.evaluate(
    (url, data) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url);
        socket.onclose = () => resolve("refused");
        socket.onmessage = (event: MessageEvent<string>) => event.data.includes("pong") && resolve("answered");
        socket.onopen = () => {
          socket.send(data);
          socket.send('{"type":"ping"}');
        };
      }),
    `wss://ws.chatgpt.com${path}`,
    text,
  );
}

/** A worker of the page sends it, where no guard is. */
export function courier(page: Page, kind: "worker" | "blob" | "shared", path: string, body: string, method = "POST"): Promise<unknown> {
  return page.evaluate(
    async (how, url, json, verb) => {
      const source = how !== "blob" ? "/courier.js" : URL.createObjectURL(await (await fetch("/courier.js")).blob());
      return new Promise((resolve) => {
        if (how === "shared") {
          const shared = new SharedWorker(source);
          shared.onerror = () => resolve("refused");
          shared.port.onmessage = (event) => resolve(event.data);
          shared.port.postMessage({ url, body: json, method: verb });
          return;
        }
        const worker = new Worker(source);
        worker.onerror = () => resolve("refused");
        worker.onmessage = (event) => resolve(event.data);
        worker.postMessage({ url, body: json, method: verb });
      });
    },
    kind,
    `https://chatgpt.com${path}`,
    body,
    method,
  );
}
