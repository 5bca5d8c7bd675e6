/**
 * The leak table: a prompt that goes around the composer is masked or refused on
 * each route; it never arrives as it is.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { promptOf } from "./rig/chat.ts";
import { ROUTES, sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";

inBrowsers("routes around the composer", {}, (stage) => {
  const { prompt, values } = SAMPLES.de;
  for (const route of ROUTES) {
    it(`${route.name}: ${route.fate}`, async () => {
      const chat = await stage.chat();
      const outcome = await route.run(chat.page, sendBody(prompt));
      if (route.fate === "masked") {
        assert.equal(outcome, 200, "the request went through");
        assert.equal(chat.sends.length, 1);
        assert.match(promptOf(chat.sends[0]!), /\[IBAN_1\]/);
      } else {
        if (route.fate === "refused") assert.equal(outcome, "refused");
        assert.equal(chat.sends.length, 0);
      }
      chat.assertNoLeak(values);
      await chat.page.close();
    });
  }

  it("a form submitted before hydration: stripped", async () => {
    const from = stage.practice.requests.length;
    const page = await stage.browser.open("https://chatgpt.com/?hydrate=manual&lang=de");
    await page.click(".wcDTda_fallbackTextarea");
    await page.type("Konto DE24 7015 0000 0094 6173 20");
    await page.click("form button[type=submit]");
    const arrived = await stage.practice.waitFor((r) => r.method === "GET" && new URL(r.url).pathname === "/", { from: from + 1, what: "the page after the form" });
    assert.doesNotMatch(arrived.url, /prompt-textarea|DE24/);
    await page.close();
  });

  it("a used ticket opens nothing", async () => {
    const chat = await stage.chat();
    await chat.type("Guten Tag");
    await chat.send();
    const used = await chat.page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.includes("#")));
    const outcomes = await chat.page.evaluate(
      async (urls, json) => {
        const worker = new Worker("/courier.js");
        const outcomes: unknown[] = [];
        for (const url of urls) {
          outcomes.push(
            await new Promise((resolve) => {
              worker.onmessage = (event) => resolve(event.data);
              worker.postMessage({ url, body: json });
            }),
          );
        }
        return outcomes;
      },
      used,
      sendBody(prompt),
    );
    assert.ok(outcomes.every((outcome) => outcome === "refused"));
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
