/**
 * Question to answer over the same kind of Port that content scripts use, from
 * an extension page: to the background, through the engine, and back.
 */
import type { BrowserName } from "../e2e/rig/browser.ts";
import { builtExtension } from "../e2e/rig/extension.ts";
import { launch } from "../e2e/rig/stage.ts";
import { startPractice } from "../practice/server.ts";
import type { Figures } from "./material.ts";

const WARM_UP = 50;
const ROUNDS = 500;

export async function roundTrip(name: BrowserName, prompt: string): Promise<Figures> {
  const practice = await startPractice({});
  const browser = await launch(name, { port: practice.port, extension: builtExtension(name) });
  try {
    const page = await browser.openExtensionPage("popup.html");
    const times = await page.evaluate(
      async (text: string, rounds: number) => {
        const port = chrome.runtime.connect({ name: "page" });
        const ask = (id: number) =>
          new Promise<void>((resolve, reject) => {
            const answered = (reply: { id?: number; failure?: string }) => {
              if (reply.id !== id) return;
              port.onMessage.removeListener(answered);
              if (reply.failure === undefined) resolve();
              else reject(new Error(reply.failure));
            };
            port.onMessage.addListener(answered);
            port.postMessage({ id, kind: "scan", ask: { text, conversation: "bench" } });
          });
        const spent: number[] = [];
        for (let id = 1; id <= rounds; id++) {
          const start = performance.now();
          await ask(id);
          spent.push(performance.now() - start);
        }
        port.disconnect();
        return spent;
      },
      prompt,
      WARM_UP + ROUNDS,
    );
    const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
    return { roundtrip508_ms_p50: at(0.5), roundtrip508_ms_p95: at(0.95) };
  } finally {
    await browser.close();
    await practice.close();
  }
}
