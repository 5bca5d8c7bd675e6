/**
 * What is taken out of the chat page: by a copy button, Ctrl+C, dragging, as a file.
 * It holds originals, unless the policy keeps them in the page.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Chat } from "./rig/chat.ts";
import { patch } from "./rig/change.ts";
import { answered, clipboard, drags, select, SHORT } from "./rig/copying.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason } from "./rig/texts.ts";

/** Runs page code in a click of the person; "done", or the name of the error. */
async function copies(chat: Chat, code: string): Promise<string> {
  await chat.page.evaluate((source) => {
    document.querySelector("#copy")?.remove();
    const button = Object.assign(document.body.appendChild(document.createElement("button")), { id: "copy" });
    button.style.cssText = "position: fixed; top: 0; left: 0; z-index: 9; width: 40px; height: 40px";
    // eslint-disable-next-line no-eval -- code of this file
    const run = (0, eval)(`() => ${source}`) as () => Promise<void>;
    button.onclick = () => void run().then(() => (button.dataset["done"] = "done"), (error: unknown) => (button.dataset["done"] = (error as Error).name));
  }, code);
  await chat.page.click("#copy");
  return chat.page.waitFor(() => document.querySelector<HTMLElement>("#copy")?.dataset["done"], { what: "the copy is made, or refused" });
}

/** What Ctrl+V puts into a box that takes formatted text. */
async function formatted(chat: Chat): Promise<string> {
  await chat.page.evaluate(() => {
    const box = Object.assign(document.body.appendChild(document.createElement("div")), { id: "rich", contentEditable: "true" });
    box.style.cssText = "position: fixed; top: 0; right: 0; width: 200px; height: 40px; z-index: 9";
  });
  await chat.page.click("#rich");
  await chat.page.press("Control+v");
  const text = await chat.page.waitFor(() => document.querySelector("#rich")?.textContent.trim(), { what: "the text is pasted" });
  await chat.page.evaluate(() => document.querySelector("#rich")?.remove());
  return text;
}

inBrowsers("copies", {}, (stage) => {
  it("of a selection hold the originals", async () => {
    const chat = await answered(stage);
    await select(chat, SHORT);
    await chat.page.press("Control+c");
    assert.equal(await clipboard(chat), SHORT);
    await select(chat, SHORT);
    assert.equal(await drags(chat), true);
    await chat.page.close();
  });
});

inBrowsers("copies, where the policy keeps originals in the page", { company: () => Promise.resolve({ copyOriginals: false }) }, (stage) => {
  it("Ctrl+C takes what was sent; the screen keeps the originals, and the selection its place", async () => {
    const chat = await answered(stage);
    await select(chat, SHORT);
    await chat.page.press("Control+c");
    await chat.page.waitFor((text) => document.querySelector(".bubble")?.textContent === text && getSelection()!.toString() === text, { what: "the original and the selection are back" }, SHORT);
    assert.equal(await clipboard(chat), "Gruß an Frau [PERSON_1]");
    await select(chat, "brecht");
    await chat.page.press("Control+c");
    assert.equal(await clipboard(chat), "[PERSON_1]");
    await select(chat, "Gruß an");
    await chat.page.press("Control+c");
    assert.equal(await clipboard(chat), "Gruß an");
    await chat.page.close();
  });

  it("a handler of the page reads what was sent, too", async () => {
    const chat = await answered(stage);
    await chat.page.evaluate(() =>
      document.addEventListener("copy", (event) => {
        event.clipboardData!.setData("text/plain", document.querySelector(".bubble")!.textContent);
        event.preventDefault();
      }),
    );
    await select(chat, SHORT);
    await chat.page.press("Control+c");
    assert.equal(await clipboard(chat), "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  });

  it("what page code copies has placeholders, be it the page's own text or what stood on the screen", async () => {
    const chat = await answered(stage);
    await chat.page.evaluate(() => {
      const button = document.body.appendChild(document.createElement("button"));
      button.id = "copy";
      button.style.cssText = "position: fixed; top: 0; left: 0; z-index: 9; width: 40px; height: 40px";
      button.onclick = () => void navigator.clipboard.writeText(`${document.querySelector(".bubble")!.textContent}, [PERSON_1], Frau Petersilge`).then(() => (button.dataset["done"] = "yes"));
    });
    await chat.page.click("#copy");
    await chat.page.waitFor(() => document.querySelector<HTMLElement>("#copy")?.dataset["done"], { what: "the text is copied" });
    // Names that this conversation has not replaced came from the page.
    assert.equal(await clipboard(chat), "Gruß an Frau [PERSON_1], [PERSON_1], Frau Petersilge");
    await chat.page.close();
  });

  it("so does formatted text, in a list of any kind; an original that marks hide is not copied", async () => {
    const chat = await answered(stage);
    const copy = (html: string): Promise<string> =>
      copies(chat, `navigator.clipboard.write(new Set([new ClipboardItem({ "text/plain": new Blob(["-"], { type: "text/plain" }), "text/html": new Blob([${JSON.stringify(html)}], { type: "text/html" }) })]))`);
    assert.equal(await copy("<p>Frau <b>Vollbrecht</b></p>"), "done");
    assert.equal(await formatted(chat), "Frau [PERSON_1]");
    assert.equal(await copy("<p>Frau Voll<b>brecht</b></p>"), "NotAllowedError");
    assert.equal(await copy("<p>Frau Vollbr&#101;cht</p>"), "NotAllowedError");
    assert.equal(await formatted(chat), "Frau [PERSON_1]");
    await chat.page.close();
  });

  it("a saved answer has placeholders", async () => {
    const chat = await answered(stage);
    const saved = await chat.page.saved(() => chat.page.click(chat.marks.download));
    assert.match(saved, /PERSON_1/);
    assert.doesNotMatch(saved, /Vollbrecht/);
    await chat.page.close();
  });

  it("restored text cannot be dragged, other text can", async () => {
    const chat = await answered(stage);
    await select(chat, SHORT);
    assert.equal(await drags(chat), false);
    assert.equal(await chat.page.evaluate(() => document.querySelector("nav strong")!.dispatchEvent(new DragEvent("dragstart", { bubbles: true, cancelable: true }))), false, "the selection has an original");
    await chat.page.evaluate(() => getSelection()!.removeAllRanges());
    assert.equal(await chat.page.evaluate(() => document.querySelector("nav strong")!.dispatchEvent(new DragEvent("dragstart", { bubbles: true, cancelable: true }))), true);
    await chat.page.close();
  });
});

inBrowsers("copies, when nobody can tell what is in them", { company: () => Promise.resolve({ copyOriginals: false }), extension: "later" }, (stage) => {
  it("are refused as a browser refuses them, nothing is saved, and the person is told", async () => {
    await patch(stage.extension, "background.js", /\bmask: \(ask, caller, gone\) => (?=parts\d*\.masking\.mask\()/, 'mask: (ask, caller, gone) => ask.purpose === "look" ? Promise.reject(new Error()) : ');
    await stage.browser.install(stage.extension);
    const chat = await answered(stage);
    const item = (type: string) => `new ClipboardItem({ "${type}": new Blob([document.querySelector(".bubble").textContent], { type: "${type}" }) })`;
    assert.equal(await copies(chat, "navigator.clipboard.writeText(document.querySelector('.bubble').textContent)"), "NotAllowedError");
    await chat.reads(reason("engine-failed"));
    assert.equal(await copies(chat, `navigator.clipboard.write([${item("text/plain")}])`), "NotAllowedError");
    assert.equal(await copies(chat, `navigator.clipboard.write(new Set([${item("text/html")}]))`), "NotAllowedError");
    // Only Chromium has forms of the page's own.
    if (stage.name === "chromium") assert.equal(await copies(chat, `navigator.clipboard.write([${item("web text/notes")}])`), "NotAllowedError");
    const saved = await chat.page.saved(() =>
      chat.page.evaluate(async () => {
        const save = (blob: Blob, name: string): void => {
          const link = document.createElement("a");
          link.href = URL.createObjectURL(blob);
          link.download = name;
          link.click();
        };
        const blob = new Blob([document.querySelector(".bubble")!.textContent], { type: "text/plain" });
        save(blob, "a.txt");
        await new Response(blob).text(); // read behind the guard, asked behind it
        await navigator.clipboard.writeText("Gruß").catch(() => undefined);
        save(new Blob(["no text"], { type: "application/octet-stream" }), "b.bin");
      }),
    );
    assert.equal(saved, "no text");
    await chat.page.close();
  });
});
