/**
 * What the person may decide about a finding: that it is no personal data, once or
 * always; that its original is sent, after a confirmation that no page can press.
 * And what the policy forbids.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "./rig/browser.ts";
import type { Chat } from "./rig/chat.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const MAIL = "info@musterwerk.example";
const TEXT = `Gruß an Frau Vollbrecht, ${MAIL}`;
const NAME = { text: "Vollbrecht", category: "PERSON" };

/** A text of the extension with its value, in each language. */
const said = (key: string, value: string): string[] => texts(key).map((text) => text.replace("$1", value));

async function typed(stage: Stage, text = TEXT, query?: string): Promise<Chat> {
  const chat = await stage.chat(query);
  await chat.type(text);
  await chat.reads(said("page_pill_calm", "2"));
  return chat;
}

async function review(chat: Chat, pill: string[]): Promise<void> {
  await chat.page.clickButton(pill);
  await chat.reads(texts("page_review_title"));
  // A click that comes too soon counts for nothing; the person has read by then.
  await new Promise((read) => setTimeout(read, 500));
}

/** Opens the window that asks whether to send the original of the last finding in the card. */
async function askForOriginal(stage: Stage, chat: Chat): Promise<Page> {
  await review(chat, said("page_pill_calm", "2"));
  await chat.page.clickButton(texts("page_send_original"));
  const window = await stage.browser.extensionWindow("consent.html");
  await window.waitFor(() => document.querySelector("#cancel"), { what: "the question is there" });
  return window;
}

const counted = async (stage: Stage): Promise<string> => {
  const popup = await stage.browser.openExtensionPage("popup.html");
  const text = await popup.waitFor(() => document.querySelector("table")?.innerText, { what: "today's counts" });
  await popup.close();
  return text;
};

inBrowsers("not personal data", {}, (stage) => {
  it("the card shows each finding, its class, its rule and what it becomes", async () => {
    const chat = await typed(stage);
    await review(chat, said("page_pill_calm", "2"));
    await chat.reads(["[PERSON_1]"]);
    await chat.reads(["[EMAIL_1]"]);
    await chat.reads(texts("because_pattern"));
    await chat.page.press("Escape");
    assert.equal(await chat.page.evaluate(() => document.activeElement?.id), "prompt-textarea", "the focus goes back");
    await chat.page.close();
  });

  it("once: stays in this prompt, is replaced in the next", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.page.clickButton(texts("page_once")); // the first row
    await chat.reads(texts("page_stays"));
    await chat.reads(said("page_pill_calm", "1"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), `${MAIL}, Frau [PERSON_1]`);
    await chat.page.click("#prompt-textarea");
    await chat.type(MAIL);
    assert.match(await chat.send(), /^\[EMAIL_\d\]$/);
    await chat.page.close();
  });

  it("always: stays in every conversation, is listed without its text, and can be taken back", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.page.clickButton(texts("page_always"));
    await chat.reads(texts("page_stays"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), `${MAIL}, Frau [PERSON_1]`);
    await chat.page.close();

    const other = await stage.chat();
    await other.type(MAIL);
    assert.equal(await other.send(), MAIL);
    const counts = await counted(stage);
    assert.ok(texts("counted_allowed").some((word) => counts.includes(word)), counts);

    const options = await stage.browser.openExtensionPage("options.html");
    await options.waitFor(() => document.querySelector(".withdraw"), { what: "the exception is listed" });
    assert.doesNotMatch(await options.evaluate(() => document.body.innerText), /musterwerk/);
    await options.click(".withdraw");
    await options.waitFor(() => document.querySelector(".withdraw") === null, { what: "the exception is gone" });
    await options.close();
    await other.page.front();
    await other.page.click("#prompt-textarea");
    await other.type(`An ${MAIL}`);
    assert.match(await other.send(), /^An \[EMAIL_\d\]$/);
    await other.page.close();
  });
});

inBrowsers("an original", { company: () => Promise.resolve({ originalReason: true }) }, (stage) => {
  it("leaves after a confirmation in a window of the extension, once; the rest is replaced", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    const window = await askForOriginal(stage, chat);
    assert.equal(chat.sends.length, 0);
    assert.match(await window.evaluate(() => document.querySelector(".text div")?.textContent ?? ""), /^info@musterwerk\.example, Frau \[PERSON_1\]$/);
    assert.equal(await window.evaluate(() => document.querySelector<HTMLButtonElement>("#send")?.disabled), true);
    await window.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>("#reason")!;
      select.value = "public";
      select.dispatchEvent(new Event("change"));
    });
    await window.click("#send"); // waits until it can be pressed
    assert.equal(await chat.arrived(), `${MAIL}, Frau [PERSON_1]`);
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak([NAME]);

    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    await chat.type(`${MAIL}, Frau Vollbrecht`);
    assert.equal(await chat.send(), "[EMAIL_1], Frau [PERSON_1]");
    const options = await stage.browser.openExtensionPage("options.html");
    await options.waitFor((words) => words.some((word) => document.body.innerText.includes(word)), { what: "the reason is listed" }, texts("original_public"));
    await options.close();
    await chat.page.close();
  });

  it("without a yes nothing leaves: closing the window, or a press by script, is none", async () => {
    const chat = await typed(stage);
    const window = await askForOriginal(stage, chat);
    await window.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>("#reason")!;
      select.value = "own";
      select.dispatchEvent(new Event("change"));
    });
    await window.waitFor(() => !document.querySelector<HTMLButtonElement>("#send")?.disabled, { what: "the delay is over" });
    await window.evaluate(() => document.querySelector<HTMLButtonElement>("#send")?.click());
    await window.close();
    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1], [EMAIL_1]");
    chat.assertNoLeak([NAME, { text: MAIL, category: "EMAIL" }]);
    await chat.page.close();
  });

  it("a text that was changed meanwhile is not sent", async () => {
    const chat = await typed(stage);
    const window = await askForOriginal(stage, chat);
    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    await chat.page.press("Control+End");
    await chat.type("!");
    await window.front();
    await window.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>("#reason")!;
      select.value = "own";
      select.dispatchEvent(new Event("change"));
    });
    await window.click("#send");
    await chat.reads(reason("text-changed"));
    assert.equal(chat.sends.length, 0);
    await chat.page.close();
  });
});

inBrowsers("decisions that the policy forbids", { company: () => Promise.resolve({ allowExceptions: false, allowOriginal: false }) }, (stage) => {
  it("are not offered", async () => {
    const chat = await typed(stage);
    await review(chat, said("page_pill_calm", "2"));
    const all = await chat.page.deepText();
    for (const key of ["page_always", "page_send_original"]) for (const text of texts(key)) assert.ok(!all.includes(text), text);
    await chat.page.close();
  });
});

const PER_CLASS = { PERSON: "ask", EMAIL: "silent", IBAN: "block", ORG: "off" };
inBrowsers("actions per class", { company: () => Promise.resolve({ categories: PER_CLASS }) }, (stage) => {
  it("silent is replaced without a word, ask asks first, block keeps all", async () => {
    const chat = await stage.chat();
    await chat.type(MAIL);
    assert.equal(await chat.send(), "[EMAIL_1]");
    assert.ok(!(await chat.page.deepText()).includes(said("page_pill_calm", "1")[0]!));

    await chat.page.click("#prompt-textarea");
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.submit();
    await chat.reads(texts("page_ask_title"));
    await chat.page.press("Enter");
    assert.equal(await chat.arrived(), "Gruß an Frau [PERSON_1]");

    await chat.page.click("#prompt-textarea");
    await chat.type("Konto DE24 7015 0000 0094 6173 20");
    await chat.submit();
    await chat.reads(reason("policy-blocks"));
    assert.equal(chat.sends.length, 2);
    chat.assertNoLeak([NAME, { text: MAIL, category: "EMAIL" }]);
    await chat.page.close();
  });
});

inBrowsers("mode count", { company: () => Promise.resolve({ mode: "count" }) }, (stage) => {
  it("counts, shows nothing, sends as it is", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau Vollbrecht");
    assert.equal(await chat.page.evaluate(() => [...CSS.highlights].reduce((sum, [, h]) => sum + h.size, 0)), 0);
    const counts = await counted(stage);
    assert.ok(texts("counted_kept").some((word) => counts.includes(word)), counts);
    await chat.page.close();
  });
});

inBrowsers("mode silent", { company: () => Promise.resolve({ mode: "silent" }) }, (stage) => {
  it("replaces, and marks nothing while typing", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    assert.equal(await chat.page.evaluate(() => CSS.highlights.get("deckname-person")?.size ?? 0), 0);
    chat.assertNoLeak([NAME]);
    await chat.page.close();
  });
});
