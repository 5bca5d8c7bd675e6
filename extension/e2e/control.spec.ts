/**
 * The control: without the extension every original arrives, on every route. It
 * proves that the replica sends what the real page sends and that the leak
 * detector sees it; only then does "no leak" in the other specs mean anything.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { type Chat, COMPLETE, PREPARE } from "./rig/chat.ts";
import { leaks } from "./rig/leaks.ts";
import { ROUTES, sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";

inBrowsers("without the extension", { extension: "none" }, (stage) => {
  for (const sample of Object.values(SAMPLES)) {
    it(`the whole ${sample.language} prompt arrives, in drafts and in the send`, async () => {
      const chat = await stage.chat(`lang=${sample.language}`);
      await chat.type(sample.prompt);
      await stage.practice.waitFor((r) => PREPARE.test(r.url) && r.body.includes(JSON.stringify(sample.prompt).slice(1, -1)), { from: chat.from, what: "the prepared draft" });
      const sent = await chat.send();
      assert.equal(sent, sample.prompt);
      assert.equal(chat.sends.length, 1);
      for (const value of sample.values) {
        for (const [where, requests] of [
          ["drafts", chat.received.filter((r) => PREPARE.test(r.url))],
          ["completions", chat.received.filter((r) => COMPLETE.test(r.url))],
          ["send", chat.sends],
        ] as const) {
          assert.ok(leaks([value], requests).length > 0, `${value.category} was not seen in the ${where}`);
        }
      }
      assert.match(await chat.page.url(), /\/c\/[0-9a-f-]{36}/);
      await chat.page.close();
    });
  }

  it("a file goes out when it is attached, and a long paste becomes one", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "deckname-files-"));
    t.after(() => rm(folder, { recursive: true }));
    const file = join(folder, "brief.txt");
    const { prompt, values } = SAMPLES.de;
    await writeFile(file, prompt);
    const chat = await stage.chat();
    await chat.page.chooseFiles("input[type=file]", [file]);
    const isPut = (r: { method: string }): boolean => r.method === "PUT";
    await stage.practice.waitFor(isPut, { from: chat.from, what: "the file" });
    assert.ok(leaks(values, chat.received.filter(isPut)).length >= values.length);

    await chat.page.paste(`${prompt}\n`.repeat(25));
    await chat.page.waitFor(() => document.querySelectorAll(".files li[data-state=ready]").length === 2, { what: "both attachments are ready" });
    assert.equal(await chat.draft(), "");
    await chat.page.close();
  });

  it("one send on a double Enter", async () => {
    const chat = await stage.chat();
    await chat.type("Guten Tag");
    await chat.page.pressAll(["Enter", "Enter"]);
    await chat.arrived();
    assert.equal(chat.sends.length, 1);
    await chat.page.close();
  });

  it("a copied answer, an edited prompt and a regenerated answer arrive", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an [PERSON_1]");
    await chat.send();
    await chat.page.click("[data-testid=copy-turn-action-button]");
    const feedback = await stage.practice.waitFor((r) => r.url.endsWith("/implicit_message_feedback"), { from: chat.from });
    assert.match(feedback.body, /\[PERSON_1\]/);
    await chat.page.hover("[data-message-author-role=user]");
    await chat.page.click("[data-testid=edit-turn-action-button]");
    await chat.page.click(".editing textarea");
    await chat.type(" und Frau Vollbrecht");
    await chat.page.click("[data-testid=send-edit]");
    assert.match(await chat.arrived(), /^Gruß an \[PERSON_1\] und Frau Vollbrecht$/);
    await chat.page.click("article:last-of-type [data-testid=regenerate-turn-action-button]");
    await chat.arrived();
    assert.equal(chat.sends.length, 3);
    assert.match(chat.sends[2]!.body, /"action":"variant"/);
    await chat.page.close();
  });

  describe("code of the page", () => {
    let chat: Chat;
    before(async () => {
      chat = await stage.chat();
    });
    after(() => chat.page.close());

    for (const [at, route] of ROUTES.entries()) {
      it(`route: ${route.name}`, async () => {
        const { prompt, values } = SAMPLES.de;
        const from = stage.practice.requests.length;
        const path = "/backend-api/f/conversation";
        // A frame of an earlier route may send once more: the text says whose it is.
        const mark = `Weg-${at}-`;
        await route.run(chat.page, path, sendBody(`${mark}\n${prompt}`));
        const arrived = await stage.practice.waitFor((r) => new URL(r.url).pathname === (route.path ?? path) && r.body.includes(mark), { from, what: "the text on this route" });
        assert.ok(leaks(values, [arrived]).length >= values.length);
      });
    }
  });

  it("before hydration a submitted form puts the prompt into the URL", async () => {
    const page = await stage.browser.open("https://chatgpt.com/?hydrate=manual");
    const from = stage.practice.requests.length;
    await page.click(".wcDTda_fallbackTextarea");
    await page.type("Konto DE24 7015 0000 0094 6173 20");
    await page.click("form button[type=submit]");
    await stage.practice.waitFor((r) => r.method === "GET" && leaks(SAMPLES.de.values, [r]).length > 0, { from, what: "the form in the URL" });
    await page.close();
  });

  it("a link with ?q= is sent at once", async () => {
    const from = stage.practice.requests.length;
    const page = await stage.browser.open(`https://chatgpt.com/?q=${encodeURIComponent("Guten Tag")}`);
    await stage.practice.waitFor((r) => r.url.endsWith("/f/conversation") && r.body.includes("Guten Tag"), { from, what: "the linked prompt" });
    await page.close();
  });
});
