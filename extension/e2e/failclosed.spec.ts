/**
 * Parts that fail while somebody writes: the check never answers, the table cannot
 * be stored, the policy is garbage, the text is huge. Nothing original leaves, the
 * text stays where it is, and the person reads why.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { patch } from "./rig/change.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;

inBrowsers("no verdict within five seconds", { extension: "later" }, (stage) => {
  it("nothing leaves, the text stays, the reason is shown", async () => {
    // The background answers everything but this.
    await patch(stage.extension, "background.js", /\bmask: \(ask, caller\b[^)]*\) => [^\n]*masking\.mask\([^\n]*,/, "mask: () => new Promise(() => {}),");
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.paste(prompt);
    await chat.submit();
    await chat.reads(reason("background-away"));
    assert.equal(chat.sends.length, 0);
    assert.match(await chat.draft(), /Henrike Vollbrecht/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("no ticket within five seconds", { extension: "later" }, (stage) => {
  it("the guard refuses by itself, the reason is shown, a draft is not lost", async () => {
    await patch(stage.extension, "background.js", /\basync ticket\(\{ url \}\) \{/, "async ticket({ url }) { await new Promise(() => {});");
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.type("Ein Entwurf");
    const first = await chat.page.evaluate((json) => {
      const asked = fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused");
      const late = new Promise((settle) => setTimeout(() => settle("waits on"), 5_500));
      return Promise.race([asked, late]);
    }, sendBody(prompt));
    assert.equal(first, "refused");
    await chat.reads(reason("background-away"));
    assert.equal(chat.sends.length, 0);
    assert.match(await chat.draft(), /Ein Entwurf/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("a check that fails once", { extension: "later" }, (stage) => {
  it("the person reads what to do, and one press does it", async () => {
    await patch(stage.extension, "background.js", /async mask\(\w+, \{[^}]*\bpurpose\b[^}]*\}, \w+\) \{/, (found) => `${found} if (purpose === "write" && !globalThis.failed) { globalThis.failed = true; throw new Error("broken"); }`);
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.paste(prompt);
    await chat.submit();
    await chat.reads(reason("engine-failed"));
    await chat.reads(texts("next_engine_failed"));
    assert.equal(chat.sends.length, 0);
    await chat.page.clickButton(texts("action_retry"));
    assert.match(await chat.arrived(), /\[IBAN_1\]/);
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("storage full", { extension: "later" }, (stage) => {
  it("a placeholder whose original cannot be kept is not used: nothing leaves, the reason is shown", async () => {
    await patch(stage.extension, "background.js", /put: \(id, entry\) => database\w*\.put\("tables", id, entry\)/, 'put: () => Promise.reject(new DOMException("full", "QuotaExceededError"))');
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await chat.paste(prompt);
    await chat.submit();
    await chat.reads(reason("storage-full"));
    await chat.reads(texts("next_storage_full"));
    assert.equal(chat.sends.length, 0);
    assert.match(await chat.draft(), /Henrike Vollbrecht/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

const BROKEN = { mode: 42, categories: "all", retentionHours: "soon", serverUrl: "not an address", rootSha256: 7, reports: {}, unknown: true };

inBrowsers("a broken policy", { company: () => Promise.resolve(BROKEN as never) }, (stage) => {
  it("protects as if there were none", async () => {
    const chat = await stage.chat();
    await chat.paste(prompt);
    assert.match(await chat.send(), /\[IBAN_1\]/);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});

inBrowsers("a huge text", {}, (stage) => {
  it("of a million characters is masked to its end, or refused", async () => {
    const chat = await stage.chat();
    const body = sendBody(`${"Ein Satz ohne alles. ".repeat(48_000)}\n${prompt}`);
    const outcome = await chat.page.evaluate((json) => fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body: json }).then((r) => r.status, () => "refused"), body);
    assert.ok(outcome === 200 || outcome === "refused", String(outcome));
    assert.equal(chat.sends.length, outcome === 200 ? 1 : 0);
    chat.assertNoLeak(values);
    // Afterwards the check works as before.
    await chat.page.click(chat.marks.editor);
    await chat.paste(prompt);
    await chat.send();
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
