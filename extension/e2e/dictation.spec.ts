/**
 * Dictation where the policy allows it: speech leaves as it was spoken, and the
 * person is told; its text is masked, and nothing else is opened by that. Without
 * that policy it is refused (gate/actions.ts).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Chat } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const SPOKEN = "Recording of Erika Beispiel";

/** Says something into the page's own dictation; "saved" or "refused". */
async function dictate(chat: Chat): Promise<string> {
  await chat.page.evaluate(() => void (document.querySelector("details")!.open = true));
  await chat.page.click("[data-extra=text]");
  await chat.page.press("Control+a");
  await chat.type(SPOKEN);
  await chat.page.click("[data-extra=speech]");
  const outcome = await chat.page.waitFor(() => document.querySelector<HTMLElement>('[data-outcome^="speech:"]')?.dataset["outcome"], { what: "the page says what became of the recording" });
  return outcome.replace("speech: ", "");
}

async function says(chat: Chat): Promise<boolean> {
  const all = await chat.page.deepText();
  return texts("page_speech_words").some((words) => all.includes(words));
}

inBrowsers("dictation that the policy allows", { company: () => Promise.resolve({ allowDictation: true }) }, (stage) => {
  it("leaves as it was spoken; the person is told, once", async () => {
    const chat = await stage.chat();
    assert.equal(await dictate(chat), "saved");
    const arrived = chat.received.filter(({ url }) => url.endsWith("/transcribe"));
    assert.equal(arrived.length, 1);
    assert.ok(arrived[0]?.body.includes(SPOKEN));
    await chat.reads(texts("page_speech_words"));
    await chat.page.press("Escape");
    assert.equal(await says(chat), false);
    assert.equal(await dictate(chat), "saved"); // a card would be there before the recording leaves
    assert.equal(await says(chat), false);
    await chat.page.close();
  });

  it("is masked when it has become text", async () => {
    const chat = await stage.chat();
    assert.equal(await dictate(chat), "saved");
    chat.countFromHere();
    await chat.page.click(chat.marks.editor);
    await chat.page.evaluate((text) => document.execCommand("insertText", false, text), "Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak([{ text: "Vollbrecht", category: "PERSON" }]);
    await chat.page.close();
  });

  it("opens no way for other bodies that nobody can read", async () => {
    const chat = await stage.chat();
    const outcome = await chat.page.evaluate(async () => {
      const form = new FormData();
      form.set("file", new File(["Erika Beispiel"], "letter.txt"));
      const sent = (path: string): Promise<string> => fetch(path, { method: "POST", body: form }).then(() => "left", () => "refused");
      return [await sent("/backend-anon/files"), await sent("/backend-anon/memories"), await sent("/backend-anon/%74ranscribe")];
    });
    assert.deepEqual(outcome, ["refused", "refused", "refused"]);
    chat.assertNoLeak([{ text: "Erika Beispiel", category: "PERSON" }]);
    await chat.page.close();
  });
});
