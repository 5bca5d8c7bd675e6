/**
 * The state in words is what was tried on this page: both requests of the
 * self-test stopped, the composer found and read; and when a layer or the text box
 * is missing it says so, and what then still holds.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import type { Page } from "./rig/browser.ts";
import { patch } from "./rig/change.ts";
import type { Chat } from "./rig/chat.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const SHORT = "Gruß an Frau Vollbrecht";

const says = (popup: Page, anyOf: string[]): Promise<unknown> =>
  popup.waitFor((wanted) => wanted.some((text) => document.body.innerText.includes(text)), { what: `the popup says: ${anyOf[0]}` }, anyOf);

/** What the toolbar button says about the chat tab: its sign and its sentence. */
const button = (own: Page): Promise<{ sign: string; title: string }> =>
  own.evaluate(async () => {
    const { tabs, action } = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    const [tab] = await tabs.query({ url: "https://chatgpt.com/*" });
    const tabId = tab!.id!;
    return { sign: await action.getBadgeText({ tabId }), title: await action.getTitle({ tabId }) };
  });

/** The button says this. */
async function shows(own: Page, sign: string, state: string): Promise<void> {
  const now = await button(own);
  assert.equal(now.sign, sign);
  assert.ok(texts(state).some((text) => now.title === `Deckname: ${text}.`), now.title);
}

/** Chooses a mode on the options page, and waits until it is in force. */
async function mode(options: Page, value: string): Promise<void> {
  await options.waitFor(() => document.querySelector("#mode"), { what: "the modes are there" });
  await options.evaluate((wanted) => {
    const select = document.querySelector<HTMLSelectElement>("#mode")!;
    select.dataset["old"] = "yes";
    select.value = wanted;
    select.dispatchEvent(new Event("change"));
  }, value);
  await options.waitFor(() => document.querySelector("#mode:not([data-old])"), { what: "the mode is in force" });
}

/** Opens the popup until it says one of the texts: it shows the state of the moment it is opened. */
async function popupSays(stage: Stage, chat: Chat, anyOf: string[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    const popup = await stage.browser.openPopup(chat.page);
    try {
      return await popup.waitFor((wanted) => wanted.some((text) => document.body.innerText.includes(text)) || null, { what: `the popup says: ${anyOf[0]}`, timeout: 1_500 }, anyOf).then(() => undefined);
    } catch (error) {
      if (tries === 5) throw new Error(`${(error as Error).message}; it says: ${await popup.evaluate(() => document.body.innerText.slice(0, 300))}`);
    } finally {
      await popup.close();
    }
  }
}

inBrowsers("self-test", {}, (stage) => {
  it("on a sound page: protected, and neither of its two requests has arrived", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, texts("state_protected"));
    await popup.close();
    assert.deepEqual(chat.received.filter((r) => r.method === "PUT" || r.url.includes("self_test")), []);
    await chat.page.close();
  });

  it("a text box with other marks: its own state in words, and the network layers still mask", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const editor = document.querySelector("#prompt-textarea");
      editor?.removeAttribute("id");
      editor?.classList.remove("ProseMirror");
      editor?.closest("form")?.removeAttribute("data-type");
    });
    await chat.page.click("form [contenteditable=true]");
    await chat.type(SHORT);
    await popupSays(stage, chat, texts("state_selectors_lost"));
    await chat.page.front();
    await chat.page.clickButton(texts("state_selectors_lost")); // the pill
    await chat.reads(texts("detail_selectors_lost"));
    await chat.page.press("Escape");
    await chat.page.click("form [contenteditable=true]");
    await chat.page.press("Enter");
    assert.equal(await chat.arrived(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("a page without any text box is told apart from that", async () => {
    const page = await stage.browser.open("https://chatgpt.com/empty.html");
    const popup = await stage.browser.openPopup(page);
    await says(popup, texts("state_network_only"));
    await popup.close();
    await page.close();
  });
});

inBrowsers("before the self-test has shown anything", { extension: "later" }, (stage) => {
  it("it is being checked: the page, the popup and the button say so, and turn green by themselves", async () => {
    // The guard tries nothing before the test lets it.
    await patch(stage.extension, "guard.js", /\bprove\(desk\)(?! ?\{)/, 'new Promise((go) => document.addEventListener("go", go, { once: true })).then(() => prove(desk))');
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.reads(texts("state_checking")); // the pill
    await chat.page.clickButton(texts("state_checking"));
    await chat.reads(texts("detail_checking"));
    await chat.page.press("Escape");
    const popup = await stage.browser.openPopup(chat.page);
    await says(popup, texts("state_checking"));
    await shows(popup, "…", "state_checking");
    await chat.page.evaluate(() => document.dispatchEvent(new Event("go")));
    await says(popup, texts("state_protected"));
    await shows(popup, "✓", "state_protected");
    await popup.close();
    await chat.page.front();
    await chat.page.click(chat.marks.editor);
    await chat.type(SHORT);
    await chat.reads(texts("page_pill_calm").map((text) => text.replace("$1", "1")));
    const all = await chat.page.deepText();
    assert.ok(!texts("state_checking").some((text) => all.includes(text)), "the pill says it no longer");
    await chat.page.close();
  });
});

inBrowsers("a guard that was not first on the page", { extension: "later" }, (stage) => {
  it("nothing leaves, and the reason is shown", async () => {
    await patch(stage.extension, "guard.js", /first: ?!hasBody\w*\(doc\w*\)/, "first: false");
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.submit();
    await chat.reads(reason("extension-updated"));
    await chat.reads(texts("next_extension_updated"));
    assert.equal(await chat.page.evaluate((body) => fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body }).then(({ status }) => status, () => "refused"), sendBody("Guten Tag")), "refused");
    assert.equal(chat.sends.length, 0);
    assert.equal(await chat.draft(), SHORT);
    await popupSays(stage, chat, texts("state_blocked"));
    await chat.page.close();
  });
});

/** Without rules of layer 1 the bare request arrives: so it is seen that the self-test ran, and what it showed. */
async function withoutRules(folder: string): Promise<void> {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  delete manifest["declarative_net_request"];
  await writeFile(path, JSON.stringify(manifest));
}
const bare = (r: { method: string; body: string }): boolean => r.method === "PUT" && r.body === "{}";

inBrowsers("a background that answers only after everybody has given up", { extension: "later" }, (stage) => {
  it("the layers are tried as soon as it does", async () => {
    await withoutRules(stage.extension);
    await patch(stage.extension, "background.js", /async hello\(\) ?\{/, "async hello() { if ((globalThis.greeted = (globalThis.greeted ?? 0) + 1) === 1) await new Promise(() => {});");
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.reads(reason("background-away"));
    await stage.practice.waitFor(bare, { from: chat.from, what: "the bare request of the self-test" });
    await popupSays(stage, chat, reason("layer-missing"));
    await chat.page.close();
  });
});

inBrowsers("a mode that is switched on in an open tab", { extension: "later" }, (stage) => {
  it("the layers are tried then", async () => {
    await withoutRules(stage.extension);
    await stage.browser.install(stage.extension);
    const options = await stage.browser.openExtensionPage("options.html");
    await mode(options, "off");
    const chat = await stage.chat();
    await popupSays(stage, chat, texts("state_off"));
    assert.ok(!chat.received.some(bare));
    await mode(options, "mask");
    await stage.practice.waitFor(bare, { from: chat.from, what: "the bare request of the self-test" });
    await popupSays(stage, chat, reason("layer-missing"));
    await options.close();
    await chat.page.close();
  });
});

inBrowsers("off and on again on a sound page", {}, (stage) => {
  it("protected again: layer 1 is there before it is tried", async () => {
    const options = await stage.browser.openExtensionPage("options.html");
    const chat = await stage.chat();
    for (let round = 0; round < 3; round++) {
      await mode(options, "off");
      await mode(options, "mask");
    }
    await chat.page.front();
    await chat.page.click(chat.marks.editor);
    await chat.type(SHORT);
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    await popupSays(stage, chat, texts("state_protected"));
    assert.ok(!chat.received.some(bare));
    await options.close();
    await chat.page.close();
  });
});

inBrowsers("self-test without request rules", { extension: "later" }, (stage) => {
  it("nothing leaves through the page any more, and the reason is shown", async () => {
    await withoutRules(stage.extension);
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await stage.practice.waitFor(bare, { from: chat.from, what: "the bare request of the self-test" });
    await chat.page.click(chat.marks.editor);
    await chat.type(prompt);
    await chat.submit();
    await chat.reads(reason("layer-missing"));
    await chat.reads(texts("state_blocked"));
    assert.equal(chat.sends.length, 0);
    assert.match(await chat.draft(), /Henrike Vollbrecht/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
