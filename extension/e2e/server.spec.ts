/**
 * What a company publishes reaches an open browser and is used; what somebody
 * changed on the way is not. What goes back to the company are counts.
 */
import assert from "node:assert/strict";
import { after, it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { CompanyServer } from "./rig/company.ts";
import { openRelay, type Relay } from "./rig/relay.ts";
import { rulesWith } from "./rig/rules.ts";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const CATEGORIES = ["PERSON", "ADDRESS", "LOCATION", "ORG", "EMAIL", "PHONE", "IBAN", "CARD", "ID", "DOB", "DATE", "PLATE", "IP", "URL", "SECRET"];
const ACTIONS = ["masked", "kept", "warned", "blocked", "allowed"];

let company: CompanyServer;
let relay: Relay;

inBrowsers("rules of the company", { company: connect }, (stage) => {
  after(disconnect);

  it("a published rule reaches an open browser through its WebSocket and is used", async () => {
    const chat = await stage.chat();
    await relay.waitFor((r) => r.url.includes("/v1/events"), { what: "the browser's WebSocket" });
    await chat.type("Gruß an Frau Vollbrecht. Zu VORGANG-4711 bitte");
    await chat.page.waitFor(() => CSS.highlights.get("deckname-person")?.size === 1, { what: "the text has been looked at" });
    assert.deepEqual(await chat.page.evaluate(numbers), [], "no rule knows it yet");
    const folder = await rulesWith("VORGANG");
    const from = relay.requests.length;
    let accepted = 0;
    const [used, fetched] = await Promise.all([
      chat.page.waitFor(
        () => ([...(CSS.highlights.get("deckname-number") ?? [])].some((range) => (range as Range).toString() === "VORGANG-4711") ? Date.now() : null),
        { what: "the new rule marks what stands in the composer", timeout: 30_000 },
      ),
      relay.waitFor((r) => /targets\/rules\//.test(r.url), { from, what: "the browser asks for the new pack", timeout: 30_000 }),
      company.publish(undefined, folder).then(() => (accepted = Date.now())),
    ]);
    assert.ok(used >= Date.parse(fetched.at), "nothing is marked before the browser has asked for the new rules");
    console.log(`# ${stage.name}: a published rule was in use ${used - accepted} ms after the server had accepted it`);
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]. Zu [CASE_ID_1] bitte");
    await chat.page.close();
  });

  it("a pack that was changed on the way is refused; the rules before it stay in use", async () => {
    const folder = await rulesWith("PROJEKT");
    relay.tamper = (path, body) => {
      if (!/targets\/rules\//.test(path)) return undefined;
      const changed = Buffer.from(body);
      changed[changed.length >> 1]! ^= 1;
      return changed;
    };
    const chat = await stage.chat();
    const from = relay.requests.length;
    await company.publish(undefined, folder);
    await relay.waitFor((r) => /targets\/rules\//.test(r.url), { from, what: "the browser asks for the changed pack", timeout: 30_000 });
    const popup = await stage.browser.openExtensionPage("popup.html");
    await popup.waitFor((says) => says.some((text) => document.body.innerText.includes(text)), { what: "the popup says why there are no new rules" }, texts("update_untrusted"));
    await popup.close();
    await chat.page.click("#prompt-textarea");
    await chat.type("VORGANG-4711 und PROJEKT-4711");
    assert.equal(await chat.send(), "[CASE_ID_1] und PROJEKT-4711");

    relay.tamper = undefined;
    const again = await stage.browser.openExtensionPage("popup.html");
    await again.click("#check");
    await again.waitFor((failing) => !failing.some((text) => document.body.innerText.includes(text)), { what: "the popup has nothing to complain about" }, texts("update_untrusted"));
    await again.close();
    await chat.page.click("#prompt-textarea");
    await chat.type("jetzt auch PROJEKT-4711");
    assert.match(await chat.send(), /^jetzt auch \[CASE_ID_\d\]$/);
    await chat.page.close();
  });

  it("with the server away the last rules protect, also after a restart of the background", async () => {
    relay.away = true;
    await stage.browser.killBackground();
    const chat = await stage.chat();
    await chat.type(`PROJEKT-4711: ${SAMPLES.de.prompt}`);
    assert.match(await chat.send(), /^\[CASE_ID_1\]: /);
    chat.assertNoLeak([...SAMPLES.de.values, { text: "PROJEKT-4711", category: "ID" }]);
    await chat.page.close();
    relay.away = false;
  });
});

inBrowsers("tables of sites", { company: () => connect() }, (stage) => {
  after(disconnect);

  it("signed tables mend what a new page has moved, without a reload; without them it is as it was", async () => {
    const chat = await stage.chat();
    const say = (text: string): Promise<string> =>
      chat.page.evaluate(
        (words) =>
          fetch("/backend-api/f/say", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ said: words }) }).then(
            ({ status }) => String(status),
            () => "refused",
          ),
        text,
      );
    const marked = (count: number, what: string): Promise<unknown> =>
      chat.page.waitFor((wanted) => (CSS.highlights.get("deckname-person")?.size ?? 0) === wanted, { what, timeout: 30_000 }, count);
    await chat.page.evaluate(() => {
      const editor = document.querySelector("#prompt-textarea")!;
      editor.removeAttribute("id");
      editor.classList.remove("ProseMirror");
      editor.closest("form")!.removeAttribute("data-type");
    });
    await chat.page.click("form [contenteditable=true]");
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await say("Frau Vollbrecht"), "refused", "nobody knows where the words are in this request");

    const table = {
      version: 1_000,
      selectors: { editors: ['form [contenteditable="true"]'], form: "form" },
      endpoints: [{ name: "say", path: "^/backend-api/f/say$", handling: "mask", texts: ["said"] }],
    };
    await Promise.all([marked(1, "the text box is known again"), company.publishSites({ chatgpt: table })]);
    await say("Frau Vollbrecht");
    const said = chat.received.filter((r) => new URL(r.url).pathname === "/backend-api/f/say").map(({ body }) => body);
    assert.deepEqual(said, ['{"said":"Frau [PERSON_1]"}']);

    // The background may stop, and the page may be opened anew: what was signed stays.
    await stage.browser.killBackground();
    await chat.page.click("form [contenteditable=true]");
    await chat.type(".");
    await marked(1, "still known");

    await Promise.all([marked(0, "the tables are those of the extension again"), company.publishSites(null)]);
    assert.equal(await say("Frau Vollbrecht"), "refused");
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });
});

inBrowsers("reports", { company: () => connect({ reports: "agreement", reportEvery: "prompt" }) }, (stage) => {
  after(disconnect);

  it("carry counts and nothing else, and add up on the dashboard", async () => {
    const chat = await stage.chat();
    await chat.type(SAMPLES.de.prompt);
    await chat.send();
    const report = await relay.waitFor((r) => r.method === "POST" && r.url.endsWith("/v1/reports"), { what: "the report", timeout: 20_000 });
    assert.equal(Buffer.from(report.bodyBase64, "base64").length, 2048);
    const body = JSON.parse(report.body) as { version: number; day: string; counts: Record<string, Record<string, number>> };
    assert.deepEqual(Object.keys(body), ["version", "day", "counts"]);
    assert.equal(body.version, 1);
    assert.match(body.day, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(Object.keys(body.counts), CATEGORIES);
    for (const row of Object.values(body.counts)) {
      assert.deepEqual(Object.keys(row), ACTIONS);
      assert.ok(Object.values(row).every((n) => Number.isInteger(n) && n >= 0 && n <= 9999));
    }
    const expected: Record<string, number> = {};
    for (const { category } of SAMPLES.de.values) expected[category] = (expected[category] ?? 0) + 1;
    const masked = Object.fromEntries(Object.entries(body.counts).map(([category, row]) => [category, row["masked"] ?? 0]).filter(([, n]) => n !== 0));
    assert.deepEqual(masked, expected);
    assert.equal(report.headers["cookie"], undefined);

    const shown = Object.values(await company.counts());
    const sum = shown.reduce((all, row) => all + (Object.values(row).at(-1) ?? 0), 0);
    assert.equal(sum, SAMPLES.de.values.length, `the dashboard shows ${JSON.stringify(shown)}`);
    await chat.page.close();
  });
});

inBrowsers("without a basis for reports", { company: () => connect() }, (stage) => {
  after(disconnect);

  it("nothing is reported", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.send();
    // The counts have been dealt with when the popup shows them.
    const popup = await stage.browser.openExtensionPage("popup.html");
    await popup.waitFor((names) => names.some((name) => document.body.innerText.includes(name)), { what: "the popup shows today's counts" }, texts("category_person"));
    await popup.close();
    assert.deepEqual(relay.requests.filter((r) => r.url.endsWith("/v1/reports")), []);
    assert.deepEqual(await company.counts(), {});
    await chat.page.close();
  });
});

/** What is marked as a number of a case, a customer and the like. */
function numbers(): string[] {
  return [...(CSS.highlights.get("deckname-number") ?? [])].map((range) => (range as Range).toString());
}

async function connect(more = {}): Promise<CompanyServer["settings"]> {
  company = await CompanyServer.start(more);
  await company.publish();
  relay = await openRelay(`http://${company.host}`);
  return { ...company.settings, serverUrl: relay.url };
}

async function disconnect(): Promise<void> {
  await relay.close();
  await company.close();
}
