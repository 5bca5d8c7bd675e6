/**
 * Another extension has put its own functions in the place of the browser's before
 * the guard came. It may see what leaves; nothing original does, and sending works.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { inBrowsers } from "./rig/stage.ts";

const SHORT = "Gruß an Frau Vollbrecht";

interface Manifest {
  content_scripts: { js: string[] }[];
}

/** Runs as an extension installed before ours would. */
async function first(folder: string, code: string): Promise<void> {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest;
  manifest.content_scripts.find(({ js }) => js.includes("guard.js"))!.js.unshift("early.js");
  await writeFile(path, JSON.stringify(manifest));
  await writeFile(join(folder, "early.js"), code);
}

const NOTES = "window.noted = []; const note = (body) => window.noted.push(String(body));";
const WRAPPED = {
  fetch: `${NOTES} const { fetch: native } = window; window.fetch = async function fetch(input, init) { note(input instanceof Request ? await input.clone().text() : init?.body); return native.call(window, input, init); };`,
  XMLHttpRequest: `${NOTES} const { send } = XMLHttpRequest.prototype; XMLHttpRequest.prototype.send = function (body) { note(body); return send.call(this, body); };`,
};

for (const [name, code] of Object.entries(WRAPPED)) {
  inBrowsers(`${name} replaced before the guard`, { extension: "later" }, (stage) => {
    it("sees placeholders only", async () => {
      await first(stage.extension, code);
      await stage.browser.install(stage.extension);
      const chat = await stage.chat();
      await chat.type(SHORT);
      assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
      const body = JSON.stringify({ messages: [{ author: { role: "user" }, content: { content_type: "text", parts: [SHORT] } }] });
      await chat.page.evaluate(
        (json) =>
          new Promise((done) => {
            const xhr = new XMLHttpRequest();
            xhr.open("POST", "/backend-api/f/conversation");
            xhr.setRequestHeader("content-type", "application/json");
            xhr.onloadend = done;
            xhr.send(json);
          }),
        body,
      );
      const noted = await chat.page.evaluate(() => (window as unknown as { noted: string[] }).noted);
      assert.ok(noted.some((text) => text.includes("Frau [PERSON_1]")), "it was there first");
      assert.ok(!noted.some((text) => text.includes("Vollbrecht")));
      chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
      await chat.page.close();
    });
  });
}
