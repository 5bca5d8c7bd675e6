/** Files cannot be read yet, so none leaves: neither chosen, nor made of a long paste. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason } from "./rig/texts.ts";

inBrowsers("files", {}, (stage) => {
  const { prompt, values } = SAMPLES.de;
  const isUpload = (r: { method: string; url: string }): boolean => r.method === "PUT" || /\/backend-api\/files/.test(r.url);

  it("a chosen file stays here, with the reason", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "deckname-files-"));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "Vollbrecht.txt"), prompt);
    const chat = await stage.chat();
    await chat.page.chooseFiles("input[type=file]", [join(folder, "Vollbrecht.txt")]);
    await chat.reads(reason("upload"));
    assert.deepEqual(chat.received.filter(isUpload), []);
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("a paste above 10,000 characters stays here, with the reason", async () => {
    const chat = await stage.chat();
    await chat.page.paste(`${prompt}\n`.repeat(25));
    await chat.reads(reason("upload"));
    assert.deepEqual(chat.received.filter(isUpload), []);
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("1 MB pasted at once stays here, and the page goes on", async () => {
    const chat = await stage.chat();
    await chat.page.paste(`${prompt}\n`.repeat(Math.ceil(1_000_000 / prompt.length)));
    await chat.reads(reason("upload"));
    assert.deepEqual(chat.received.filter(isUpload), []);
    await chat.clear();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("a file dropped on the composer stays here", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "Vollbrecht.txt", { type: "text/plain" }));
      document.querySelector("#prompt-textarea")!.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    }, prompt);
    await chat.reads(reason("upload"));
    chat.assertNoLeak(values);
    await chat.page.close();
  });

  it("a page that announces a file by itself is refused", async () => {
    const chat = await stage.chat();
    const outcomes = await chat.page.evaluate(async (text) => {
      const file = new FormData();
      file.set("file", new File([text], "x.txt"));
      const tries = [
        () => fetch("/backend-api/files", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ file_name: text }) }),
        () => fetch("/backend-api/estuary/upload_content_bytes", { method: "POST", body: file }),
        () => fetch("https://sdmntprpractice.oaiusercontent.com/files/x/raw", { method: "PUT", body: text }),
      ];
      return Promise.all(tries.map((attempt) => attempt().then((r) => r.status, () => "refused")));
    }, prompt);
    assert.deepEqual(outcomes, ["refused", "refused", "refused"]);
    chat.assertNoLeak(values);
    await chat.page.close();
  });
});
