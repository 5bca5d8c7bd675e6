/**
 * What each layer is worth. With the page-side scripts missing, the request rules
 * alone let nothing out; with the request rules missing, a Worker gets through:
 * that is what they are there for, and that is how we know that the other specs
 * would notice.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { leaks } from "./rig/leaks.ts";
import { ROUTES, sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

interface Manifest {
  content_scripts: { js: string[] }[];
  declarative_net_request?: unknown;
}

const { prompt, values } = SAMPLES.de;
const SEND = "/backend-api/f/conversation";
const route = (name: string): (typeof ROUTES)[number] => ROUTES.find((r) => r.name === name)!;

async function change(folder: string, how: (manifest: Manifest) => void): Promise<void> {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
  how(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

for (const missing of ["guard.js", "content.js"]) {
  inBrowsers(`without ${missing}`, { extension: "later" }, (stage) => {
    it("nothing leaves", async () => {
      await change(stage.extension, (manifest) => {
        manifest.content_scripts = manifest.content_scripts.filter((script) => !script.js.includes(missing));
      });
      await stage.browser.install(stage.extension);
      const chat = await stage.chat();
      // All at once, because without the content script the guard waits five seconds for each.
      const names = ["fetch with a Request", "XMLHttpRequest", "Worker", "page service worker"];
      const outcomes = await Promise.all(names.map((name) => route(name).run(chat.page, SEND, sendBody(prompt))));
      assert.deepEqual(outcomes, names.map(() => "refused"));
      chat.assertNoLeak(values);
      await chat.page.close();
    });
  });
}

inBrowsers("without request rules", { extension: "later" }, (stage) => {
  it("the page sends nothing any more, but a Worker gets through", async () => {
    await change(stage.extension, (manifest) => delete manifest.declarative_net_request);
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    await stage.practice.waitFor((r) => r.method === "PUT", { from: chat.from, what: "the bare request of the self-test" });
    await chat.reads(texts("state_blocked"));
    assert.equal(await route("fetch with a Request").run(chat.page, SEND, sendBody(prompt)), "refused");
    chat.assertNoLeak(values);
    assert.equal(await route("Worker").run(chat.page, SEND, sendBody(prompt)), "200");
    assert.ok(leaks(values, chat.received).length >= values.length);
    await chat.page.close();
  });
});
