/**
 * Where originals are kept: a conversation finds them again after the browser was
 * closed and opened, no other profile does, one click deletes them, and secrets are
 * never among them. Reload, background and late ids are in prompt and lifecycle.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startPractice } from "../practice/server.ts";
import type { Page } from "./rig/browser.ts";
import { Chat, promptOf } from "./rig/chat.ts";
import { onExit } from "./rig/cleanup.ts";
import { copyExtension } from "./rig/extension.ts";
import { BROWSERS, inBrowsers, launch, type Stage } from "./rig/stage.ts";
import { storedTables } from "./rig/stored.ts";
import { texts } from "./rig/texts.ts";

const SHORT = "Gruß an Frau Vollbrecht";
const bubble = (page: Page, text: string): Promise<unknown> =>
  page.waitFor((wanted) => document.querySelector(".bubble")?.textContent === wanted, { what: `the person's message reads: ${text}`, timeout: 20_000 }, text);

for (const name of BROWSERS) {
  describe(`the browser closed and opened again (${name})`, { timeout: 400_000 }, () => {
    it("restores in the same profile, and in no other", async () => {
      const practice = await startPractice({});
      const prepared = await copyExtension(name);
      const profile = mkdtempSync(join(tmpdir(), `deckname-${name}-kept-`));
      const forget = onExit(() => rmSync(profile, { recursive: true, force: true }));
      const start = (kept: boolean) => launch(name, { port: practice.port, extension: prepared.folder, ...(kept ? { profile } : {}) });
      try {
        const first = await start(true);
        const chat = await Chat.open({ practice, browser: first });
        await chat.type(SHORT);
        assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
        const address = await chat.page.url();
        assert.match(address, /\/c\//);
        await first.close();

        const again = await start(true);
        await bubble(await again.open(address), SHORT);
        await again.close();

        const other = await start(false);
        const page = await other.open(address);
        await bubble(page, "Gruß an Frau [PERSON_1]");
        assert.ok(!(await page.deepText()).includes("Vollbrecht"));
        const there = await Chat.open({ practice, browser: other });
        await there.page.goto(address);
        await there.ready();
        await bubble(there.page, "Gruß an Frau [PERSON_1]");
        there.countFromHere();
        await there.page.click(there.marks.editor);
        await there.type("Und an Frau Lindqvist");
        assert.equal(await there.send(), "Und an Frau [PERSON_2]", "the other device gives no placeholder of this one to anybody else");
        await other.close();

        const back = await start(true);
        const here = await Chat.open({ practice, browser: back });
        await here.page.goto(address);
        await here.ready();
        await bubble(here.page, SHORT);
        here.countFromHere();
        await here.page.click(here.marks.editor);
        await here.type("Und an Herrn Petersilge");
        assert.equal(await here.send(), "Und an Herrn [PERSON_3]", "nor this one a placeholder of the other");
        await back.close();
      } finally {
        await prepared.remove();
        await practice.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        forget();
      }
    });
  });
}

inBrowsers("a new chat", { pace: 60 }, (stage) => {
  it("keeps its originals under its own name while the first answer still comes", async () => {
    const own = await stage.browser.openExtensionPage("options.html");
    await own.waitFor(() => document.querySelector("#forget"), { what: "the background has started" });
    const chat = await stage.chat("lang=de&temporary-chat=true"); // its address never says the name
    await chat.type(SHORT);
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length === 1, { from: chat.from, what: "the send" });
    // The table, and the key that it had before.
    for (const end = Date.now() + 10_000; (await storedTables(own)) < 2; ) assert.ok(Date.now() < end, "the answer has named the chat");
    assert.equal(await chat.page.evaluate((stop) => document.querySelector(stop) !== null, chat.marks.stop), true, "before its end");
    await chat.page.close();
    await own.close();
  });
});

/** Presses the button that deletes all originals, in a page of the extension. */
async function forgetAll(stage: Stage): Promise<void> {
  const options = await stage.browser.openExtensionPage("options.html");
  await options.waitFor(() => document.querySelector("#forget"), { what: "the button is there" });
  await options.click("#forget");
  await options.waitFor((words) => words.some((word) => document.body.innerText.includes(word)), { what: "the originals are deleted" }, texts("forget_done"));
  await options.close();
}

const OTHER = "Und an Frau Lindqvist";

inBrowsers("originals that are deleted", {}, (stage) => {
  it("by one click: placeholders stay placeholders", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await bubble(chat.page, SHORT);
    await forgetAll(stage);
    await chat.page.front();
    await chat.page.reload();
    await chat.ready();
    await bubble(chat.page, "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  });

  it("their placeholders are never given to somebody else, and old answers keep them", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await bubble(chat.page, SHORT);
    const answered = chat.sends.length;
    await forgetAll(stage);
    await chat.page.front();
    await chat.page.click(chat.marks.editor);
    await chat.type(OTHER);
    assert.equal(await chat.send(), "Und an Frau [PERSON_2]", "although the page still shows the original of the first");
    assert.equal(chat.sends.length, answered + 1);
    await chat.restoredAnswer(["[PERSON_2]"]);
    await chat.page.reload();
    await chat.ready();
    await chat.page.waitFor((name) => [...document.querySelectorAll(".bubble")].at(-1)?.textContent.includes(name), { what: "the second message is restored" }, "Lindqvist");
    const shown = await chat.page.evaluate((answer) => [...document.querySelectorAll(`.bubble, ${answer}`)].map((turn) => turn.textContent), chat.marks.answer);
    assert.equal(shown[0], "Gruß an Frau [PERSON_1]");
    assert.match(shown[1]!, /PERSON_1/);
    assert.ok(!shown.slice(0, 2).join().includes("Lindqvist"));
    await chat.page.close();
  });

  it("nor by a request that the page makes by itself, from a frame in it, too", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await forgetAll(stage);
    await chat.page.front();
    await chat.page.reload();
    await chat.ready();
    const id = /\/c\/([\w-]+)/.exec(await chat.page.url())?.[1];
    for (const [i, name] of ["Lindqvist", "Petersilge"].entries()) {
      const body = JSON.stringify({ action: "next", conversation_id: id, messages: [{ id: `m${i}`, author: { role: "user" }, content: { content_type: "text", parts: [`An Frau ${name}`] } }] });
      const framed = i === 1;
      chat.countFromHere();
      const outcome = await chat.page.evaluate(
        async (json, within) => {
          const from = within ? document.body.appendChild(document.createElement("iframe")).contentWindow! : window;
          return from.fetch("https://chatgpt.com/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.text().then(() => r.status), () => "refused");
        },
        body,
        framed,
      );
      assert.equal(outcome, 200);
      assert.equal(promptOf(chat.sends[0]!), `An Frau [PERSON_${i + 2}]`);
      if (!framed) await forgetAll(stage);
      await chat.page.front();
      if (!framed) await chat.page.reload();
      await chat.ready();
    }
    await chat.page.close();
  });

  it("nor in a conversation that the page has not drawn yet", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await forgetAll(stage);
    await chat.page.front();
    const draw = stage.practice.hold();
    try {
      await chat.page.reload();
      await chat.ready();
      chat.countFromHere();
      const id = /\/c\/([\w-]+)/.exec(await chat.page.url())![1]!;
      const asked = chat.page.evaluate((conversation) => {
        const send = (method: string, path: string, body: object): Promise<string> =>
          fetch(`https://chatgpt.com/backend-api/${path}`, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }).then((r) => r.text());
        const messages = [{ id: "m0", author: { role: "user" }, content: { content_type: "text", parts: ["An Frau Lindqvist"] } }];
        const sent = send("POST", "f/conversation", { action: "next", conversation_id: conversation, messages });
        // The title of another chat passes meanwhile, and takes as long as a text takes.
        void send("PATCH", `conversation/${crypto.randomUUID()}`, { title: "Danke" });
        return sent;
      }, id);
      await stage.practice.waitFor(({ method }) => method === "PATCH", { from: chat.from, what: "the title" });
      draw();
      await asked;
    } finally {
      draw();
    }
    assert.deepEqual(chat.sends.map(promptOf), ["An Frau [PERSON_2]"]);
    await chat.page.close();
  });
});

inBrowsers("invented names whose originals are deleted", { company: () => Promise.resolve({ placeholders: "names" }) }, (stage) => {
  it("are never given to somebody else", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    const first = await chat.send();
    await forgetAll(stage);
    await chat.page.front();
    await chat.page.click(chat.marks.editor);
    await chat.type(OTHER);
    const second = await chat.send();
    chat.assertNoLeak(["Vollbrecht", "Lindqvist"].map((text) => ({ text, category: "PERSON" })));
    const [one, two] = [first, second].map((sent) => /Frau (\p{L}+)$/u.exec(sent)?.[1]);
    assert.ok(one && two && one !== two, `${first}; ${second}`);
    await chat.page.reload();
    await chat.ready();
    await bubble(chat.page, first);
    await chat.page.close();
  });
});

inBrowsers("secrets", { company: () => Promise.resolve({ categories: { SECRET: "mask" } }) }, (stage) => {
  it("are replaced and never restored", async () => {
    const chat = await stage.chat();
    const secret = "Tr0ub4dor&3x";
    await chat.type(`Mein Passwort ist ${secret} für Frau Vollbrecht`);
    const sent = await chat.send();
    assert.ok(!sent.includes(secret), "it is replaced");
    await chat.page.waitFor(() => document.querySelector(".bubble")?.textContent?.includes("Vollbrecht"), { what: "the name is restored" });
    assert.ok(!(await chat.page.evaluate(() => document.querySelector(".bubble")?.textContent ?? "")).includes(secret));
    await chat.page.close();
  });
});
