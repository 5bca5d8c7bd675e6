/** Screenshots of the four things worth showing, in the language of the browser, light and dark. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "../e2e/rig/browser.ts";

export type Subject = "composer" | "answer" | "popup" | "dashboard";

export class Pictures {
  readonly #folder: string;
  readonly #language: string;
  readonly taken: string[] = [];

  /** The folder is made when it is not there. */
  constructor(folder: string, language: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#language = language;
  }

  async take(subject: Subject, page: Page): Promise<void> {
    for (const theme of ["light", "dark"]) {
      const path = join(this.#folder, `${subject}-${this.#language}-${theme}.png`);
      await page.setDark(theme === "dark");
      await page.screenshot(path);
      this.taken.push(path);
    }
    await page.setDark(false);
  }

  /** As high as its content and, without a width given, as wide. */
  async takeWhole(subject: Subject, page: Page, width?: number): Promise<void> {
    const wide = width ?? (await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().right)));
    await page.resize(wide, 300);
    await page.resize(wide, await page.evaluate(() => Math.ceil(document.documentElement.scrollHeight)));
    await this.take(subject, page);
  }
}
