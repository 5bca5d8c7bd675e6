/**
 * From the moment the server tells of a publication to the moment an open chat
 * tab uses it: the new rule marks what stands in the composer.
 */
import WebSocket from "ws";
import type { BrowserName } from "../e2e/rig/browser.ts";
import { CompanyServer } from "../e2e/rig/company.ts";
import { copyExtension } from "../e2e/rig/extension.ts";
import { rulesWith } from "../e2e/rig/rules.ts";
import { launch } from "../e2e/rig/stage.ts";
import { startPractice } from "../practice/server.ts";
import { median, type Figures } from "./measure.ts";

const WORDS = ["VORGANG", "PROJEKT", "MANDAT"];

export async function publishToBrowser(name: BrowserName): Promise<Figures> {
  const company = await CompanyServer.start();
  await company.publish();
  const extension = await copyExtension(name, company.settings);
  const practice = await startPractice({});
  const browser = await launch(name, { port: practice.port, extension: extension.folder });
  try {
    const times: number[] = [];
    for (const word of WORDS) {
      const page = await browser.open("https://chatgpt.com/?lang=de");
      await page.waitFor(() => document.querySelector("#prompt-textarea.ProseMirror"), { what: "the composer is there" });
      await page.click("#prompt-textarea");
      await page.type(`Zu ${word}-4711 bitte`);
      const rules = await rulesWith(word);
      const listener = new WebSocket(`ws://${company.host}/v1/events`);
      await new Promise((opened) => listener.once("open", opened));
      const told = new Promise<number>((at) => listener.once("message", () => at(Date.now())));
      const [used] = await Promise.all([
        page.waitFor(() => (CSS.highlights.size > 0 ? Date.now() : null), { what: "the new rule is in use", timeout: 30_000 }),
        company.publish(undefined, rules),
      ]);
      times.push(used - (await told));
      listener.close();
      await page.close();
    }
    return { publish_to_browser_ms: median(times) };
  } finally {
    await browser.close();
    await practice.close();
    await extension.remove();
    await company.close();
  }
}
