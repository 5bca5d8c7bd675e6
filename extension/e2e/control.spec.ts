/**
 * The control: without the extension every original of a whole prompt arrives, once.
 * It proves that the replica sends what the real page sends and that the leak
 * detector sees it; only then does "no leak" in the other specs mean anything. For
 * single routes and deeds the leak gate does the same (gate/mutations.ts).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { COMPLETE, PREPARE } from "./rig/chat.ts";
import { leaks } from "./rig/leaks.ts";
import { inBrowsers } from "./rig/stage.ts";

inBrowsers("without the extension", { extension: "none" }, (stage) => {
  for (const sample of Object.values(SAMPLES)) {
    it(`the whole ${sample.language} prompt arrives, in drafts and in the send`, async () => {
      const chat = await stage.chat(`lang=${sample.language}`);
      await chat.type(sample.prompt);
      await stage.practice.waitFor((r) => PREPARE.test(r.url) && r.body.includes(JSON.stringify(sample.prompt).slice(1, -1)), { from: chat.from, what: "the prepared draft" });
      const sent = await chat.send();
      assert.equal(sent, sample.prompt);
      assert.equal(chat.sends.length, 1);
      for (const value of sample.values) {
        for (const [where, requests] of [
          ["drafts", chat.received.filter((r) => PREPARE.test(r.url))],
          ["completions", chat.received.filter((r) => COMPLETE.test(r.url))],
          ["send", chat.sends],
        ] as const) {
          assert.ok(leaks([value], requests).length > 0, `${value.category} was not seen in the ${where}`);
        }
      }
      assert.match(await chat.page.url(), /\/c\/[0-9a-f-]{36}/);
      await chat.page.close();
    });
  }

  it("one send on a double Enter", async () => {
    const chat = await stage.chat();
    await chat.type("Guten Tag");
    await chat.page.pressAll(["Enter", "Enter"]);
    await chat.arrived();
    assert.equal(chat.sends.length, 1);
    await chat.page.close();
  });
});
