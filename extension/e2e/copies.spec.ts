/**
 * What is taken out of the chat page: by a copy button, Ctrl+C, dragging, as a file.
 * It holds originals, unless the policy keeps them in the page.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { answered, clipboard, drags, select, SHORT } from "./rig/copying.ts";
import { inBrowsers } from "./rig/stage.ts";

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
    assert.deepEqual(await chat.page.waitFor(() => (getSelection()!.toString() === document.querySelector(".bubble")?.textContent ? [getSelection()!.toString()] : null), { what: "the selection is back" }), [SHORT]);
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
