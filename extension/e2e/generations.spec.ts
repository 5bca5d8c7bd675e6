/**
 * The other generations of the page: typed, pasted and sent in each way, followed
 * up, edited and restored. What G1 does is told by the other specs, what keys do by keys.spec.ts.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { GENERATIONS } from "../practice/vendor/html.ts";
import { placeholdersIn, type Way } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const { prompt, values, followUp } = SAMPLES.de;

inBrowsers("the other generations", {}, (stage) => {
  for (const generation of GENERATIONS.filter((name) => name !== "g1")) {
    describe(`on ${generation}`, () => {
      const open = (more = ""): ReturnType<typeof stage.chat> => stage.chat(`lang=de&gen=${generation}${more}`);

      for (const way of ["Enter", "button"] satisfies Way[]) {
        it(`typed, sent by ${way}: masked once, restored`, async () => {
          const chat = await open();
          await chat.type(prompt);
          await chat.reads(texts("page_pill_calm").map((text) => text.replace("$1", String(values.length))));
          const sent = await chat.send(way);
          assert.equal(chat.sends.length, 1);
          assert.match(chat.sends[0]!.url, generation.startsWith("g3") ? /\/backend-anon\// : /\/backend-api\//);
          assert.equal(sent.split("\n").length, prompt.split("\n").length);
          chat.assertNoLeak(values);
          const answer = await chat.restoredAnswer(placeholdersIn(sent));
          assert.match(answer, /Henrike Vollbrecht/);
          await chat.page.close();
        });
      }

      it("pasted, followed up, edited, regenerated", async () => {
        const chat = await open();
        await chat.paste(prompt);
        const first = placeholdersIn(await chat.send());
        await chat.page.click(chat.marks.editor);
        await chat.type(followUp.prompt);
        const second = placeholdersIn(await chat.send());
        assert.ok(second.some((p) => p.startsWith("[IBAN_") && first.includes(p)));
        await chat.restoredAnswer([...new Set([...first, ...second])]);
        await chat.page.hover(chat.marks.bubble);
        await chat.page.click(chat.marks.edit);
        await chat.page.click(chat.marks.editBox);
        await chat.page.press("Control+End");
        await chat.type(" Konto AT12 1904 3000 3495 7201");
        await chat.page.click(chat.marks.sendEdit);
        assert.match(await chat.arrived(), /\[IBAN_\d\]/);
        await chat.page.click(chat.marks.again);
        await chat.arrived();
        chat.assertNoLeak([...values, ...followUp.values, { text: "AT12 1904 3000 3495 7201", category: "IBAN" }]);
        await chat.page.close();
      });
    });
  }
});
