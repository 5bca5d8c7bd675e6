/**
 * From the moment the server is handed a publication to the moment an open chat
 * tab uses it: it is stored, the tab is told, the files are fetched and verified,
 * the engine is made anew, and the new rule marks what stands in the composer.
 */
import type { BrowserName } from "../e2e/rig/browser.ts";
import { CompanyServer } from "../e2e/rig/company.ts";
import { copyExtension } from "../e2e/rig/extension.ts";
import { rulesWith } from "../e2e/rig/rules.ts";
import { launch } from "../e2e/rig/stage.ts";
import { startPractice } from "../practice/server.ts";
import { median } from "./clock.ts";
import type { Figures } from "./material.ts";
import { relayTo } from "./relay.ts";

/** Words that no rule and no context word knows: they may not be marked before. */
const WORDS = ["QUARZEL", "BRIMSEL", "TUNDREL"];

export async function publishToBrowser(name: BrowserName): Promise<Figures> {
  const company = await CompanyServer.start();
  await company.publish();
  const relay = await relayTo(company.host);
  const extension = await copyExtension(name, company.settings);
  const practice = await startPractice({});
  const browser = await launch(name, { port: practice.port, extension: extension.folder });
  try {
    const times: number[] = [];
    for (const word of WORDS) {
      const page = await browser.open("https://chatgpt.com/?lang=de");
      await page.waitFor(() => document.querySelector("#prompt-textarea.ProseMirror"), { what: "the composer is there" });
      await page.click("#prompt-textarea");
      await page.press("Control+a");
      await page.press("Delete"); // the draft of the tab before
      await page.type(`Zu ${word}-4711 bitte`);
      const rules = await rulesWith(word);
      const [used] = await Promise.all([
        page.waitFor(
          (value) => ([...(CSS.highlights.get("deckname-number") ?? [])].some((range) => (range as Range).toString() === value) ? Date.now() : null),
          { what: "the new rule is in use", timeout: 60_000 },
          `${word}-4711`,
        ),
        company.publish(undefined, rules, relay.url),
      ]);
      if (!(used >= relay.handedOn())) throw new Error("the text was marked before the rule was published: take another word");
      times.push(used - relay.handedOn());
      await page.close();
    }
    return { publish_to_browser_ms: median(times) };
  } finally {
    await browser.close();
    await practice.close();
    await extension.remove();
    await relay.close();
    await company.close();
  }
}
