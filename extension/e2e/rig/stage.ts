/**
 * Sets up what a spec needs, once per browser: the practice vendor and a browser
 * with (or without) the extension. The variable BROWSERS narrows the list:
 * BROWSERS=firefox.
 */
import { after, before, describe } from "node:test";
import { startPractice, type Practice } from "../../practice/server.ts";
import type { Browser, BrowserName, LaunchOptions } from "./browser.ts";
import { Chat } from "./chat.ts";
import { launchChromium } from "./chromium.ts";
import { copyExtension, type Company, type Prepared } from "./extension.ts";
import { launchFirefox } from "./firefox.ts";

export interface StageOptions {
  /** "later": at hand, for Browser.install. Default "installed". */
  extension?: "installed" | "later" | "none";
  company?: (() => Promise<Company>) | undefined;
  /** Milliseconds between two pieces of an answer; default 2. */
  pace?: number;
}

export interface Stage {
  readonly name: BrowserName;
  practice: Practice;
  browser: Browser;
  /** Folder of the extension that was or can be installed. */
  extension: string;
  /** A new tab with the chat page, hydrated, the composer focused. */
  chat(query?: string): Promise<Chat>;
}

export const BROWSERS: readonly BrowserName[] = (process.env["BROWSERS"] ?? "chromium,firefox").split(",").map((name) => {
  if (name !== "chromium" && name !== "firefox") throw new Error(`BROWSERS names ${name}; known are chromium and firefox`);
  return name;
});

export function launch(name: BrowserName, options: LaunchOptions): Promise<Browser> {
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}

/** One suite per browser. The stage is complete inside tests and hooks. */
export function inBrowsers(title: string, options: StageOptions, suite: (stage: Stage) => void): void {
  for (const name of BROWSERS) {
    describe(`${title} (${name})`, { concurrency: false, timeout: 900_000 }, () => {
      let prepared: Prepared | undefined;
      const stage = {
        name,
        chat: (query?: string) => Chat.open(stage, query),
      } as Stage;
      before(async () => {
        stage.practice = await startPractice({ pace: options.pace ?? 2 });
        if (options.extension !== "none") prepared = await copyExtension(name, await options.company?.());
        stage.extension = prepared?.folder ?? "";
        const at = options.extension ?? "installed";
        stage.browser = await launch(name, { port: stage.practice.port, ...(at === "installed" ? { extension: stage.extension } : {}) });
      });
      after(async () => {
        await stage.browser?.close();
        await stage.practice?.close();
        await prepared?.remove();
      });
      suite(stage);
    });
  }
}
