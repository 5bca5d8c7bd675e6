/**
 * A company's server: its signed rules and its notice arrive, what is not signed
 * or older does not, and the counts that leave are the ones that the user can
 * read. Whatever the server does, prompts stay masked.
 */
import assert from "node:assert/strict";
import { after, it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import type { Page } from "./rig/browser.ts";
import { CompanyServer } from "./rig/company.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;

/** Waits until the page shows one of the texts, which may have blanks. */
async function shows(page: Page, wanted: string[]): Promise<void> {
  const parts = wanted.map((text) => text.split(/\$\d/));
  const all = (alternatives: string[][]) => alternatives.some((each) => each.every((part) => document.body.innerText.includes(part)));
  await page.waitFor(all, { what: `the page shows "${wanted.join('" or "')}"` }, parts).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; it shows: ${await page.evaluate(() => document.body.innerText)}`);
  });
}

/** Opens the popup, looks for new rules, and waits for what it says then. */
async function checked(stage: Stage, wanted: string[]): Promise<void> {
  const popup = await stage.browser.openExtensionPage("popup.html");
  await popup.click("#check");
  await shows(popup, wanted);
  await popup.close();
}

async function assertMasks(stage: Stage): Promise<void> {
  const chat = await stage.chat();
  await chat.paste(prompt);
  await chat.send();
  chat.assertNoLeak(values);
  await chat.page.close();
}

let company: CompanyServer;

inBrowsers("a company's server", { company: async () => (company = await CompanyServer.start({ reports: "agreement", reportEvery: "prompt" })).settings }, (stage) => {
  after(() => company.close());

  it("that has nothing to say yet: the bundled rules protect, and the popup says since when", async () => {
    await checked(stage, texts("rules_failing"));
    const popup = await stage.browser.openExtensionPage("popup.html");
    await shows(popup, texts("rules_bundled"));
    await popup.close();
    await assertMasks(stage);
  });

  it("publishes: open browsers hear of it, use the rules and show the notice, without a script of it", async () => {
    const chat = await stage.chat();
    await chat.type("a");
    await company.publish({ de: "# Neue Regeln\n\nBitte **lesen**.", en: "# New rules\n\nPlease **read**." });
    const popup = await stage.browser.openExtensionPage("popup.html");
    for (let tries = 0; tries < 50 && (await popup.evaluate(() => document.querySelector(".notice strong") === null)); tries++) await popup.reload();
    await shows(popup, texts("notice"));
    await shows(popup, texts("rules_server").map((text) => text.replace("$1", company.host)));
    await popup.close();
    await chat.page.close();
    await assertMasks(stage);
  });

  it("counts what happened to a prompt, and nothing else of it", async () => {
    const options = await stage.browser.openExtensionPage("options.html");
    await shows(options, texts("outcome_accepted"));
    const bodies = await options.evaluate(() => Array.from(document.querySelectorAll("pre"), (pre) => pre.textContent ?? ""));
    assert.ok(bodies.length > 0);
    for (const body of bodies) {
      const report = JSON.parse(body) as { version: number; day: string; counts: Record<string, Record<string, number>> };
      assert.deepEqual(Object.keys(report), ["version", "day", "counts"]);
      assert.match(report.day, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(Object.values(report.counts).every((actions) => Object.values(actions).every(Number.isInteger)));
    }
    assert.ok((JSON.parse(bodies[0]!) as { counts: { PERSON: { masked: number } } }).counts.PERSON.masked > 0);
    await options.close();
  });

  it("offers something older than before: refused, the newer rules stay", async () => {
    const restore = await company.keep();
    await company.publish({ de: "Zweiter Stand.", en: "Second state." });
    await checked(stage, ["Zweiter Stand.", "Second state."]);
    await restore();
    await checked(stage, texts("update_older"));
    await assertMasks(stage);
  });

  it("takes questions and never answers: prompts are masked meanwhile, and the popup says what it says of a server that is away", async () => {
    await company.stop();
    let asked = (): void => undefined;
    const question = new Promise<void>((resolve) => (asked = resolve));
    const end = await company.impostor(() => asked());
    const popup = await stage.browser.openExtensionPage("popup.html");
    await popup.click("#check");
    await question;
    await assertMasks(stage);
    await shows(popup, texts("update_older"));
    // How long the extension waits is a test of src/lib/http.ts; here the connection ends before.
    await end();
    await shows(popup, texts("update_network"));
    await popup.close();
    await assertMasks(stage);
  });

  it("is an impostor that answers garbage, or is away: refused, the rules stay", async () => {
    await company.stop();
    const end = await company.impostor((_, response) => response.writeHead(200, { "access-control-allow-origin": "*" }).end("<html>login</html>"));
    await checked(stage, texts("update_untrusted"));
    await assertMasks(stage);
    await end();
    await checked(stage, texts("update_network"));
    await assertMasks(stage);
    const popup = await stage.browser.openExtensionPage("popup.html");
    await shows(popup, texts("rules_server").map((text) => text.replace("$1", company.host)));
    await popup.close();
  });
});
