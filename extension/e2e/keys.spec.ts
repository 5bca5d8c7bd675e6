/**
 * Keys and input methods in the text box of every generation: what sends, what does
 * not, and that neither undo nor a second key brings an original to the vendor.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { GENERATIONS } from "../practice/vendor/html.ts";
import { type Chat, placeholdersIn, PREPARE } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";

const NAME = [{ text: "Vollbrecht", category: "PERSON" }];

inBrowsers("keys", {}, (stage) => {
  for (const generation of GENERATIONS) {
    describe(`on ${generation}`, () => {
      const open = (): Promise<Chat> => stage.chat(`lang=de&gen=${generation}`);

      it("a double Enter sends once", async () => {
        const chat = await open();
        await chat.paste(SAMPLES.de.prompt);
        await chat.page.pressAll(["Enter", "Enter"]);
        const placeholders = placeholdersIn(await chat.arrived());
        assert.equal(chat.sends.length, 1);
        chat.assertNoLeak(SAMPLES.de.values);
        assert.ok(placeholders.length >= SAMPLES.de.values.length);
        await chat.restoredAnswer(placeholders);
        await chat.page.close();
      });

      it("Ctrl+Enter sends", async () => {
        const chat = await open();
        await chat.type("Gruß an Frau Vollbrecht");
        assert.equal(await chat.send("Control+Enter"), "Gruß an Frau [PERSON_1]");
        chat.assertNoLeak(NAME);
        await chat.page.close();
      });

      it("Shift+Enter breaks the line and does not send", async () => {
        const chat = await open();
        await chat.type("Erste Zeile an Frau Vollbrecht");
        await chat.page.press("Shift+Enter");
        await chat.type("zweite Zeile");
        assert.equal((await chat.draft()).split("\n").length, 2);
        assert.equal(chat.sends.length, 0);
        assert.match(await chat.send(), /^Erste Zeile an Frau \[PERSON_1\]\nzweite Zeile$/);
        chat.assertNoLeak(NAME);
        await chat.page.close();
      });

      it("text composed with an input method is found after it is accepted; its Enter does not send", async () => {
        const chat = await open();
        await chat.type("Mein Name ist Jonas ");
        await chat.page.evaluate((selector) => {
          document.querySelector(selector)!.addEventListener("keydown", (event) => {
            const { key, isComposing, keyCode } = event as KeyboardEvent;
            if (isComposing || keyCode === 229) document.documentElement.dataset["composed"] = key;
          });
        }, chat.marks.editor);
        await chat.page.compose(["P", "Pe", "Peter", "Petersilg"], "Petersilge");
        await chat.holds("Mein Name ist Jonas Petersilge");
        assert.ok(await chat.page.evaluate(() => document.documentElement.dataset["composed"]), "the page has seen a key of the input method");
        assert.equal(chat.sends.length, 0);
        assert.match(await chat.send(), /^Mein Name ist \[PERSON_1\]$/);
        chat.assertNoLeak([{ text: "Jonas Petersilge", category: "PERSON", parts: ["Petersilge"] }]);
        await chat.page.close();
      });

      it("Ctrl+Z after the send brings no original to the vendor", async () => {
        const chat = await open();
        await chat.type(SAMPLES.de.prompt); // long enough that typing and sending are two steps to undo
        await chat.send();
        await chat.page.click(chat.marks.editor);
        // Through the clearing of the composer, the placeholders and the typing.
        for (let i = 0; i < 4 && !(await chat.draft()).includes("Henrike"); i++) await chat.page.press("Control+z");
        if (generation === "g3-mobile") {
          // A field that the page itself has emptied has nothing to undo.
          assert.equal(await chat.draft(), "");
          await chat.type(SAMPLES.de.prompt);
        }
        assert.match(await chat.draft(), /Henrike/, "undo brings the original back to its author");
        const before = chat.received.length;
        await stage.practice.waitFor((r) => PREPARE.test(r.url), { from: chat.from + before, what: "the draft after the undo" });
        assert.match(await chat.send(), /\[PERSON_1\]/);
        chat.assertNoLeak(SAMPLES.de.values);
        await chat.page.close();
      });
    });
  }
});
