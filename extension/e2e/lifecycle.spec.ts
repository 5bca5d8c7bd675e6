/**
 * Background stopped, extension replaced under an open tab, extension installed
 * late, detector broken: nothing original leaves, and the person sees why.
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { placeholdersIn } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const half = prompt.indexOf(" Leipzig");

inBrowsers("background stopped", {}, (stage) => {
  it("in the middle of typing: the prompt leaves masked and the answer is restored", async () => {
    const chat = await stage.chat();
    await chat.type(prompt.slice(0, half));
    await stage.browser.killBackground();
    await chat.type(prompt.slice(half));
    const sent = await chat.send();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });

  it("just before Enter, and again while the answer comes", async () => {
    const chat = await stage.chat();
    await chat.paste(prompt);
    await stage.browser.killBackground();
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length === 1, { from: chat.from, what: "the send" });
    await stage.browser.killBackground();
    const sent = await chat.arrived();
    chat.assertNoLeak(values);
    await chat.restoredAnswer(placeholdersIn(sent));
    await chat.page.close();
  });

  it("between two prompts: the conversation keeps its placeholders", async () => {
    const chat = await stage.chat();
    await chat.paste(prompt);
    const first = placeholdersIn(await chat.send());
    await stage.browser.killBackground();
    await chat.page.click("#prompt-textarea");
    await chat.type(SAMPLES.de.followUp.prompt);
    const second = placeholdersIn(await chat.send());
    assert.ok(second.some((p) => p.startsWith("[IBAN_") && first.includes(p)));
    chat.assertNoLeak([...values, ...SAMPLES.de.followUp.values]);
    await chat.page.close();
  });
});

inBrowsers("extension replaced under an open tab", {}, (stage) => {
  it("nothing leaves, the reason is shown, and a reload of the tab mends it", async () => {
    const chat = await stage.chat();
    await chat.type(prompt.slice(0, half));
    await stage.browser.reloadExtension();
    await chat.reads(reason("extension-updated"));
    await chat.page.click("#prompt-textarea");
    await chat.page.press("Control+End");
    await chat.type(prompt.slice(half));
    await chat.submit();
    await chat.reads(reason("extension-updated"));
    assert.equal(chat.sends.length, 0);
    chat.assertNoLeak(values);
    assert.match(await chat.draft(), /Henrike Vollbrecht/, "the person's text is not lost");

    await chat.page.reload();
    await chat.ready();
    await chat.clear();
    await chat.type(prompt);
    await chat.send();
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("extension installed while the chat is open", { extension: "later" }, (stage) => {
  it("from then on nothing leaves until the tab is reloaded", async () => {
    const chat = await stage.chat();
    await stage.browser.install(stage.extension);
    await chat.page.click("#prompt-textarea");
    await chat.type(prompt);
    await chat.submit();
    // The page has dealt with its own request when it shows the failure, or the extension has held it.
    await chat.page.waitFor(() => document.querySelector("[role=alert], .trouble") ?? document.querySelector("#prompt-textarea")?.textContent, { what: "the send failed or was held" });
    assert.equal(chat.sends.length, 0);
    chat.assertNoLeak(values);
    await chat.page.reload();
    await chat.ready();
    await chat.clear();
    await chat.type(prompt);
    await chat.send();
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("detector broken", { extension: "later" }, (stage) => {
  it("nothing leaves, and the reason is shown", async () => {
    await writeFile(join(stage.extension, "detector.wasm"), "this is no wasm");
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.type(prompt);
    await chat.submit();
    await chat.reads(reason("engine-failed"));
    assert.equal(chat.sends.length, 0);
    chat.assertNoLeak(values);
    assert.match(await chat.draft(), /Henrike Vollbrecht/);
    await chat.page.close();
  });
});
