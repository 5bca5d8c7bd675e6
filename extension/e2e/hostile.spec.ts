/**
 * A page that gets in our way, on purpose or not: it removes our elements, speaks
 * on our channel, replaces and freezes what we use, floods the composer, breaks
 * its streams and turns its clocks. The prompt still leaves masked or not at all.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { type Chat, placeholdersIn, promptOf } from "./rig/chat.ts";
import { patch } from "./rig/change.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const SHORT = "Gruß an Frau Vollbrecht";
/** The card takes no press sooner than a person can have read it. */
const read = (): Promise<unknown> => new Promise((done) => setTimeout(done, 500));

/** A chat with one finding and its review card open. */
async function reviewed(stage: Stage): Promise<Chat> {
  const chat = await stage.chat();
  await chat.type(SHORT);
  await chat.page.clickButton(texts("page_pill_calm").map((text) => text.replace("$1", "1")));
  await chat.reads(texts("page_review_title"));
  return chat;
}

/** The page lays a picture over everything; clicks go through it. */
const cover = (chat: Chat): Promise<void> =>
  chat.page.evaluate(() => {
    const picture = document.body.appendChild(document.createElement("div"));
    picture.popover = "manual";
    picture.style.cssText = "position: fixed; inset: 0; width: 100%; height: 100%; margin: 0; background: #fff; pointer-events: none";
    picture.textContent = "Press here twice to win.";
    picture.showPopover();
  });

/** The card says of no finding that it stays. */
async function undecided(chat: Chat, why: string): Promise<void> {
  const all = await chat.page.deepText();
  assert.ok(!texts("page_stays").some((text) => all.includes(text)), why);
}

inBrowsers("a hostile page", {}, (stage) => {
  it("that removes every element which is not its own", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const own = new Set(document.querySelectorAll("*"));
      const clean = (): void => document.querySelectorAll("html > *, body > *").forEach((element) => !own.has(element) && element.remove());
      new MutationObserver(clean).observe(document.documentElement, { childList: true, subtree: true });
      clean();
    });
    await chat.type(prompt);
    const sent = await chat.send();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });

  it("that has removed our elements: the pill, its card and the reason of a refusal can be read again", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "deckname-files-"));
    t.after(() => rm(folder, { recursive: true }));
    const file = join(folder, "brief.txt");
    await writeFile(file, prompt);
    const chat = await stage.chat();
    const remove = async (gone: string[]): Promise<void> => {
      await chat.page.evaluate(() => document.querySelectorAll("html > :not(head, body)").forEach((element) => element.remove()));
      const all = await chat.page.deepText();
      assert.ok(!gone.some((text) => all.includes(text)), `${gone[0]} was removed`);
    };
    const pill = (n: string): string[] => texts("page_pill_calm").map((text) => text.replace("$1", n));
    await chat.type(SHORT);
    await chat.reads(pill("1"));
    await remove(pill("1"));
    await chat.type(", info@musterwerk.example");
    await chat.page.clickButton(pill("2"));
    await chat.reads(texts("page_review_title"));
    await remove(texts("page_review_title"));
    await chat.page.chooseFiles("input[type=file]", [file]);
    await chat.reads(reason("upload"));
    await chat.reads(texts("next_upload"));
    await remove(reason("upload"));
    await chat.page.chooseFiles("input[type=file]", [file]);
    await chat.reads(reason("upload"));
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("that speaks on our channel is neither heard nor answered", async () => {
    const chat = await stage.chat();
    const heard = await chat.page.evaluate(async () => {
      const offers: Event[] = [];
      document.addEventListener("deckname-port", (event) => offers.push(event), true);
      document.dispatchEvent(new Event("deckname-call"));
      const { port1, port2 } = new MessageChannel();
      const answers: unknown[] = [];
      port1.onmessage = (event) => answers.push(event.data);
      const taken = !document.dispatchEvent(new MessageEvent("deckname-port", { ports: [port2], cancelable: true }));
      port1.postMessage({ say: "request", id: 1, held: { url: "https://chatgpt.com/backend-api/f/conversation", method: "POST", body: "{}" } });
      // Any answer would come before this one, which goes the real way.
      await fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
      return { offers: offers.length, taken, answers: answers.length };
    });
    // The only offer seen is the page's own.
    assert.deepEqual(heard, { offers: 1, taken: false, answers: 0 });
    await chat.type(prompt);
    await chat.send();
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("that wraps fetch after us gets no more than it had, and the text leaves masked", async () => {
    const chat = await stage.chat();
    const outcome = await chat.page.evaluate(async (text) => {
      const { fetch: ours } = window;
      const seen: string[] = [];
      window.fetch = async (input, init) => {
        const response = await ours(input, init);
        seen.push(response.url);
        return response;
      };
      const body = JSON.stringify({ action: "next", messages: [{ content: { content_type: "text", parts: [text] } }] });
      await window.fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body });
      return seen;
    }, SHORT);
    assert.deepEqual(outcome, ["https://chatgpt.com/backend-api/f/conversation"]);
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("that takes a fetch out of a frame and throws the frame away", async () => {
    const chat = await stage.chat();
    const first = await chat.page.evaluate(async (text) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      const { fetch: fresh } = frame.contentWindow!;
      frame.remove();
      const body = JSON.stringify({ action: "next", messages: [{ content: { content_type: "text", parts: [text] } }] });
      const tried = fresh.call(window, "/backend-api/f/conversation", { method: "POST", body }).then((r) => r.status, () => "refused");
      // In Firefox nothing of a frame that is gone ever settles; this request is behind it in every queue.
      const later = fetch("/backend-api/f/steer_turn", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then(() => "nothing");
      return Promise.race([tried, later]);
    }, SHORT);
    assert.ok([200, "refused", "nothing"].includes(first), String(first));
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("that freezes the intrinsics", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      for (const intrinsic of [Array, Promise, Map, WeakMap, String, RegExp, Request, Response, Headers, MessagePort, EventTarget, XMLHttpRequest, WebSocket, URL]) {
        Object.freeze(intrinsic);
        Object.freeze(intrinsic.prototype);
      }
      Object.freeze(JSON);
      Object.freeze(Reflect);
    });
    await chat.type(prompt);
    const sent = await chat.send();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });

  it("that lays a picture over the review card which lets clicks through", async () => {
    const chat = await reviewed(stage);
    await cover(chat);
    await read();
    await chat.page.clickButton(texts("page_always"));
    await read();
    await undecided(chat, "a press on what could not be seen counts for nothing");
    // The card has come to the top: this press is on what the person sees.
    await chat.page.clickButton(texts("page_once"));
    await chat.reads(texts("page_stays"));
    await chat.page.close();
  });

  it("that takes away what lies over the review card at the very press", async () => {
    const chat = await reviewed(stage);
    await cover(chat);
    await chat.page.evaluate(() => window.addEventListener("pointerdown", () => document.querySelector("[popover]")!.remove(), { capture: true, once: true }));
    await read();
    await chat.page.clickButton(texts("page_always"));
    await read();
    await undecided(chat, "the person had not seen the card when pressing");
    await chat.page.clickButton(texts("page_once"));
    await chat.reads(texts("page_stays"));
    await chat.page.close();
  });

  it("whose other window lay over the review card until now: a press that comes with the focus counts for nothing", async () => {
    const chat = await reviewed(stage);
    await read();
    for (const type of ["focus", "visibilitychange"]) {
      // In the same moment as the press, as when the first click of two has closed the other window.
      await chat.page.evaluate((event) => {
        window.addEventListener("pointerdown", () => (event === "focus" ? window : document).dispatchEvent(new Event(event)), { once: true });
      }, type);
      await chat.page.clickButton(texts("page_always"));
      await read();
      await undecided(chat, type);
    }
    await chat.page.clickButton(texts("page_once"));
    await chat.reads(texts("page_stays"));
    await chat.page.close();
  });

  it("that floods the composer with input", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.page.evaluate(() => {
      const editor = document.querySelector("#prompt-textarea")!;
      for (let i = 0; i < 2_000; i++) editor.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: "x" }));
    });
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("that goes on changing the text after Enter", async () => {
    const chat = await stage.chat();
    await chat.type(`${SHORT}, danke `);
    await chat.page.evaluate((selector) => {
      const editor = document.querySelector<HTMLElement>(selector)!;
      const flood = { changes: 0, over: false };
      const change = (): void => {
        const before = editor.textContent;
        document.execCommand("insertText", false, "x");
        if (editor.textContent !== before) flood.changes++;
        if (!flood.over) setTimeout(change, 4);
      };
      Object.assign(globalThis, { flood });
      change();
    }, chat.marks.editor);
    await chat.submit();
    const { changes } = await chat.page.evaluate(() => (globalThis as unknown as { flood: { changes: number } }).flood);
    await chat.page.waitFor(
      (before) => {
        const { flood } = globalThis as unknown as { flood: { changes: number; over: boolean } };
        return (flood.over = flood.changes > before + 40);
      },
      { what: "the page has changed the text after Enter" },
      changes,
    );
    // The text that was never the same twice was masked in the end, or the person was told.
    await Promise.any([stage.practice.waitFor(() => chat.sends.length === 1, { from: chat.from, what: "the prompt" }), chat.reads(reason("write-failed"))]);
    for (const send of chat.sends) assert.match(promptOf(send), /^Gruß an Frau \[PERSON_1\]x*, danke x*$/);
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("whose clocks jump by days", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const { now } = Date;
      let jump = 0;
      Date.now = () => now() + (jump += 86_400_000) * (jump % 2 === 0 ? 1 : -1);
      performance.now = () => (jump += 86_400_000);
    });
    await chat.type(prompt);
    const sent = await chat.send();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });

  it("whose stream is no stream: the answer fails, the next prompt works", async () => {
    const chat = await stage.chat();
    stage.practice.garble(true);
    await chat.type(SHORT);
    await chat.submit();
    await chat.page.waitFor(() => document.querySelector("[role=alert]"), { what: "the page shows that its answer failed" });
    stage.practice.garble(false);
    await chat.page.click(chat.marks.editor);
    await chat.type("Nochmals: Frau Vollbrecht");
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length === 2, { from: chat.from, what: "the second prompt" });
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.waitFor((answer) => [...document.querySelectorAll(answer)].at(-1)?.textContent.includes("Vollbrecht"), { what: "the answer is restored" }, chat.marks.answer);
    await chat.page.close();
  });
});

/** Loads the conversation anew, as both windows left it, and reads the originals in its answers. */
async function shows(chat: Chat, names: string[]): Promise<void> {
  await chat.page.front();
  await chat.page.reload();
  await chat.ready();
  for (const name of names) {
    await chat.page.waitFor(
      (selector, wanted) => [...document.querySelectorAll(selector)].some((turn) => turn.textContent.includes(wanted)),
      { what: `this window shows ${name}` },
      chat.marks.answer,
      name,
    );
  }
}

inBrowsers("two windows on one conversation", {}, (stage) => {
  it("never give one placeholder to two originals, and both show all of them", async () => {
    const first = await stage.chat();
    await first.type("An Frau Vollbrecht bitte.");
    assert.match(await first.send(), /\[PERSON_1\]/);
    const second = await stage.chat();
    await second.page.goto(await first.page.url());
    await second.ready();
    await second.page.waitFor((answer) => document.querySelector(answer)?.textContent.includes("Vollbrecht"), { what: "the other window restores the answer" }, second.marks.answer);
    await second.page.click(second.marks.editor);
    await second.type("Auch an Herrn Petersilge.");
    assert.match(await second.send(), /\[PERSON_2\]/);
    await shows(first, ["Vollbrecht", "Petersilge"]);
    await first.page.click(first.marks.editor);
    first.countFromHere();
    await first.type("Und an Frau Lindqvist.");
    assert.match(await first.send(), /\[PERSON_3\]/);
    first.assertNoLeak(["Vollbrecht", "Petersilge", "Lindqvist"].map((text) => ({ text, category: "PERSON" })));
    await shows(second, ["Vollbrecht", "Petersilge", "Lindqvist"]);
    await second.page.close();
    await first.page.close();
  });

  it("not even when both send at once", async () => {
    const first = await stage.chat();
    await first.type("An Frau Vollbrecht bitte.");
    await first.send();
    const second = await stage.chat();
    await second.page.goto(await first.page.url());
    await second.ready();
    await second.page.waitFor((answer) => document.querySelector(answer)?.textContent.includes("Vollbrecht"), { what: "the other window restores the answer" }, second.marks.answer);
    first.countFromHere();
    const id = /\/c\/([\w-]+)/.exec(await first.page.url())?.[1];
    const say = (chat: typeof first, text: string): Promise<unknown> =>
      chat.page.evaluate(
        (json) => fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.text()),
        JSON.stringify({ action: "next", conversation_id: id, messages: [{ id: crypto.randomUUID(), author: { role: "user" }, content: { content_type: "text", parts: [text] } }] }),
      );
    await Promise.all([say(first, "Und an Frau Lindqvist."), say(second, "Auch an Herrn Petersilge.")]);
    await stage.practice.waitFor(() => first.sends.length === 2, { from: first.from, what: "both prompts", timeout: 20_000 });
    const sent = first.sends.map(promptOf).sort();
    const [auch, und] = sent.map((text) => /^(?:Auch|Und) an (?:Herrn|Frau) (\[PERSON_[23]\])\.$/.exec(text)?.[1]);
    assert.ok(auch && und && auch !== und, sent.join(" | "));
    first.assertNoLeak(["Vollbrecht", "Petersilge", "Lindqvist"].map((text) => ({ text, category: "PERSON" })));
    await second.page.close();
    await first.page.close();
  });
});

inBrowsers("a machine whose clock jumps", { extension: "later" }, (stage) => {
  it("by an hour to and fro at every look: the prompt leaves masked, the answer is restored", async () => {
    const jumps = "const now = Date.now.bind(Date); let looks = 0; Date.now = () => now() + (looks++ % 2 === 0 ? -3_600_000 : 3_600_000);";
    await patch(stage.extension, "background.js", /^/, `{ ${jumps} }\n`);
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.type(prompt);
    const sent = await chat.send();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });
});
