/** The demonstration for people: a browser window on the practice page, until it is closed or Ctrl+C. */
import { launch } from "../e2e/rig/stage.ts";
import { whereToLook, type Shown } from "./words.ts";

export async function showHeaded(shown: Shown): Promise<void> {
  const language = (process.env["LANG"] ?? "").startsWith("de") ? "de-DE" : "en-US";
  const browser = await launch("chromium", { port: shown.practice.port, extension: shown.extensions.chromium, headed: true, language });
  try {
    await browser.open("https://chatgpt.com/");
    console.log(whereToLook(shown));
    console.log("\nType a prompt in the window that has opened, or choose a sample there. Stop with Ctrl+C, or close the window.");
    const interrupted = new Promise<void>((done) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
    });
    await Promise.race([browser.closed, interrupted]);
  } finally {
    await browser.close();
  }
}
