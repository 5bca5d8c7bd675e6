/**
 * A document beside the conversation that can be edited: the page saves what stands
 * in it, so no original is ever written there; the person reads it in a card of ours.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { inBrowsers } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const NAMES = ["Vollbrecht", "Petersilge"].map((text) => ({ text, category: "PERSON" }));
const EDITOR = ".canvas .ProseMirror";

inBrowsers("a canvas", {}, (stage) => {
  for (const gen of ["g1", "g2"]) {
    it(`on ${gen} keeps placeholders, is read with originals, and edits send none`, async () => {
      const chat = await stage.chat(`lang=de&gen=${gen}`);
      await chat.type("Schreibe das in ein Canvas: Gruß an Frau Vollbrecht");
      await chat.send();
      await chat.page.waitFor((answer) => document.querySelector(answer)?.textContent.includes("Vollbrecht"), { what: "the answer is restored" }, chat.marks.answer);
      const inCanvas = (): Promise<string> => chat.page.evaluate((editor) => document.querySelector(editor)?.textContent ?? "", EDITOR);
      assert.match(await inCanvas(), /\[PERSON_1\]/);

      await chat.page.clickButton(texts("page_read_canvas"));
      await chat.reads(texts("page_canvas_title"));
      // The canvas shows its source, the answer does not.
      assert.match((await chat.page.deepText()).replace(/\s+/g, " "), /> Guten Tag Vollbrecht ?,/);
      assert.doesNotMatch(await inCanvas(), /Vollbrecht/);
      await chat.page.press("Escape");

      const saved = (r: { url: string }): boolean => r.url.endsWith("/textdocs");
      await chat.page.click(`${EDITOR} p:first-child`);
      await chat.page.press("End");
      await chat.type(" Danke.");
      const request = await stage.practice.waitFor(saved, { from: chat.from, what: "the canvas is saved" });
      assert.match(request.body, /Danke\..*\[PERSON_1\]/);

      await chat.type(" Auch an Frau Petersilge.");
      // Looking for words of ours ends, in Firefox under test, the activation on which they depend.
      await chat.page.waitFor(() => document.querySelector(".canvas output")?.textContent === "nicht gesichert", { what: "the page hears that it was not saved" });
      await chat.reads(reason("unknown-shape"));
      assert.match(await inCanvas(), /Petersilge/);
      chat.assertNoLeak(NAMES);
      await chat.page.close();
    });
  }
});
