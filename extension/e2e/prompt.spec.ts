/**
 * The promise: a prompt leaves the browser with placeholders only, however it was
 * written and sent, its drafts included, once; and its answer reads as if it had
 * not been touched.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES, type Sample } from "../practice/samples.ts";
import { COMPLETE, placeholdersIn, PREPARE, promptOf, type Chat, type Way } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";

/** Letters and digits, so that spacing does not matter. */
const flat = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Nothing leaked, the vendor got every value as a placeholder, the person reads every original. */
async function assertKept(chat: Chat, sample: Sample, sent: string): Promise<void> {
  chat.assertNoLeak(sample.values);
  const placeholders = placeholdersIn(sent);
  assert.ok(placeholders.length >= sample.values.length, `the vendor received ${placeholders.length} placeholders for ${sample.values.length} values: ${sent}`);
  const answer = flat(await chat.restoredAnswer(placeholders));
  for (const value of sample.values) assert.ok(answer.includes(flat(value.text)), `the answer shows the original of ${value.category}`);
}

inBrowsers("a prompt", {}, (stage) => {
  const ways: Way[] = ["Enter", "Control+Enter", "button"];
  for (const [i, sample] of Object.values(SAMPLES).entries()) {
    const query = `lang=${sample.language}`;
    for (const way of ways) {
      it(`${sample.language}, typed, sent by ${way}`, async () => {
        const chat = await stage.chat(query);
        await chat.type(sample.prompt);
        const sent = await chat.send(way);
        assert.equal(chat.sends.length, 1);
        await assertKept(chat, sample, sent);
        await chat.page.close();
      });
    }

    it(`${sample.language}, pasted`, async () => {
      const chat = await stage.chat(query);
      await chat.paste(sample.prompt);
      const sent = await chat.send(ways[i]!);
      assert.equal(chat.sends.length, 1);
      await assertKept(chat, sample, sent);
      assert.equal(sent.split("\n").length, sample.prompt.split("\n").length, "line breaks are kept");
      await chat.page.close();
    });

    it(`${sample.language}, pasted, then edited in the middle`, async () => {
      const chat = await stage.chat(query);
      await chat.paste(sample.prompt);
      await chat.toStart();
      await chat.type("Zur Sache: Konto AT12 1904 3000 3495 7201. ");
      await chat.page.press("Control+End");
      await chat.page.pressAll(Array.from({ length: 6 }, () => "Backspace"));
      await chat.type("– IP 198.51.100.23.");
      const sent = await chat.send();
      chat.assertNoLeak([...sample.values, { text: "AT12 1904 3000 3495 7201", category: "IBAN" }, { text: "198.51.100.23", category: "IP" }]);
      assert.match(sent, /^Zur Sache: Konto \[IBAN_\d\]\. /);
      await chat.page.close();
    });

    it(`${sample.language}, a second prompt of the conversation uses the same placeholders`, async () => {
      const chat = await stage.chat(query);
      await chat.paste(sample.prompt);
      const first = placeholdersIn(await chat.send());
      await chat.page.click("#prompt-textarea");
      await chat.type(sample.followUp.prompt);
      const second = placeholdersIn(await chat.send());
      chat.assertNoLeak([...sample.values, ...sample.followUp.values]);
      const again = second.filter((p) => first.includes(p));
      assert.ok(again.some((p) => p.startsWith("[IBAN_")), `the account keeps its placeholder in another spelling: ${second.join(" ")}`);
      await chat.restoredAnswer([...new Set([...first, ...second])]);
      await chat.page.close();
    });
  }

  it("drafts are asked for while typing, without the text", async () => {
    const chat = await stage.chat();
    await chat.type(SAMPLES.de.prompt);
    await stage.practice.waitFor((r) => PREPARE.test(r.url), { from: chat.from, what: "a prepared draft" });
    await chat.send();
    chat.assertNoLeak(SAMPLES.de.values);
    assert.ok(chat.received.filter((r) => COMPLETE.test(r.url)).every((r) => !r.body.includes("Bitte formuliere")));
    await chat.page.close();
  });

  it("a prompt without findings goes out as it is", async () => {
    const chat = await stage.chat();
    await chat.type("Was ist der Unterschied zwischen netto und brutto?");
    assert.equal(await chat.send(), "Was ist der Unterschied zwischen netto und brutto?");
    await chat.page.close();
  });

  it("an edited prompt and a regenerated answer leave masked", async () => {
    const chat = await stage.chat();
    await chat.type("Schreibe an Frau Vollbrecht.");
    await chat.send();
    await chat.page.hover("[data-message-author-role=user]");
    await chat.page.click("[data-testid=edit-turn-action-button]");
    await chat.page.click(".editing textarea");
    await chat.page.press("Control+End");
    await chat.type(" Ihr Konto: DE24 7015 0000 0094 6173 20");
    await chat.page.click("[data-testid=send-edit]");
    const edited = await chat.arrived();
    assert.match(edited, /\[PERSON_1\].*\[IBAN_1\]/);
    await chat.page.click("article:last-of-type [data-testid=regenerate-turn-action-button]");
    const again = await chat.arrived();
    assert.equal(chat.sends.length, 3);
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }, { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" }]);
    await chat.restoredAnswer(placeholdersIn(`${edited} ${again}`));
    await chat.page.close();
  });

  it("a copied answer is not reported with its originals", async () => {
    const chat = await stage.chat();
    await chat.paste(SAMPLES.de.prompt);
    await chat.restoredAnswer(placeholdersIn(await chat.send()));
    const from = stage.practice.requests.length;
    await chat.page.click("[data-testid=copy-turn-action-button]");
    // The next request after the click shows that the click has been dealt with.
    await chat.page.click("#prompt-textarea");
    await chat.type("Danke");
    await stage.practice.waitFor((r) => PREPARE.test(r.url), { from });
    chat.assertNoLeak(SAMPLES.de.values);
    await chat.page.close();
  });

  it("after a reload the answer is restored again and the conversation goes on", async () => {
    const chat = await stage.chat();
    await chat.type(SAMPLES.de.prompt);
    const first = placeholdersIn(await chat.send());
    await chat.restoredAnswer(first);
    await chat.page.reload();
    await chat.ready();
    await chat.restoredAnswer(first);
    await chat.page.click("#prompt-textarea");
    await chat.type(SAMPLES.de.followUp.prompt);
    const second = placeholdersIn(await chat.send());
    assert.ok(second.some((p) => p.startsWith("[IBAN_") && first.includes(p)), `same account, same placeholder: ${second.join(" ")}`);
    chat.assertNoLeak([...SAMPLES.de.values, ...SAMPLES.de.followUp.values]);
    await chat.restoredAnswer([...new Set([...first, ...second])]);
    await chat.page.close();
  });

  it("a new chat knows nothing of the one before", async () => {
    const chat = await stage.chat();
    await chat.paste("Bitte an Frau Vollbrecht schreiben.");
    await chat.restoredAnswer(placeholdersIn(await chat.send()));
    await chat.page.click("[data-testid=create-new-chat-button]");
    await chat.page.click("#prompt-textarea");
    await chat.type("Bitte an Herrn Petersilge schreiben.");
    assert.match(await chat.send(), /Herrn \[PERSON_1\]/);
    const answer = await chat.restoredAnswer(["[PERSON_1]"]);
    assert.match(answer, /Petersilge/);
    assert.doesNotMatch(answer, /Vollbrecht/);
    await chat.page.close();
  });

  it("a draft restored by the page leaves masked", async () => {
    const chat = await stage.chat();
    await chat.type(SAMPLES.de.prompt);
    await chat.page.waitFor((t) => localStorage.getItem("oai/apps/conversationDrafts")?.includes(t), { what: "the draft is stored" }, "Petersilge, bitte unterschreibe");
    await chat.page.reload();
    await chat.ready();
    await chat.page.waitFor((t) => document.querySelector("#prompt-textarea")?.textContent?.includes(t), { what: "the draft is back" }, "Petersilge");
    await assertKept(chat, SAMPLES.de, await chat.send());
    await chat.page.close();
  });

  for (const variant of ["no-wasm", "trusted-types"]) {
    it(`under the page policy ${variant}`, async () => {
      const chat = await stage.chat(`lang=de&csp=${variant}`);
      await chat.type(SAMPLES.de.prompt);
      await assertKept(chat, SAMPLES.de, await chat.send());
      await chat.page.close();
    });
  }

  it("the send that the vendor received is what the page shows as sent", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.send();
    assert.equal(promptOf(chat.sends[0]!), "Gruß an Frau [PERSON_1]");
    await chat.page.waitFor(() => document.querySelector(".bubble")?.textContent === "Gruß an Frau Vollbrecht", { what: "the person's own message shows the original" });
    await chat.page.close();
  });
});
