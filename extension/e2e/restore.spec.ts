/**
 * Originals in answers: while they stream, without a wrong one for a moment, marked,
 * on the clipboard, and only in their own conversation.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import { placeholdersIn } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";

const { prompt, values } = SAMPLES.de;
const MAILS = Array.from({ length: 12 }, (_, i) => `post${String.fromCharCode(97 + i)}@example.org`);

inBrowsers("restoring", { pace: 12 }, (stage) => {
  it("a stream that cuts [EMAIL_1] and [EMAIL_12] anywhere never shows a wrong original", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(({ stop }) => {
      const shown: string[] = [];
      /** What was shown when the page still waited for more of the answer. */
      const early: string[] = [];
      Object.assign(window, { shown, early });
      const look = (): void => {
        const text = [...document.querySelectorAll(".markdown")].at(-1)?.textContent ?? "";
        if (text !== shown.at(-1)) shown.push(text);
        if (document.querySelector(stop)) early.push(text);
        requestAnimationFrame(look);
      };
      look();
    }, chat.marks);
    await chat.paste(`Bitte an alle: ${MAILS.join(", ")}.`);
    const placeholders = placeholdersIn(await chat.send());
    assert.equal(placeholders.length, MAILS.length);
    await chat.restoredAnswer(placeholders);
    const { shown, early } = await chat.page.evaluate(() => {
      const { shown, early } = window as unknown as { shown: string[]; early: string[] };
      return { shown, early };
    });
    assert.ok(shown.length > 10, "the answer streamed");
    assert.ok(early.some((text) => MAILS.some((mail) => text.includes(mail))), "an original stood on the page before the answer was complete");
    for (const text of shown) assert.doesNotMatch(text, /@example\.org[\d\]]/, "an original that goes on with the rest of another placeholder");
    assert.ok(MAILS.every((mail) => shown.at(-1)?.includes(mail)));
    await chat.page.close();
  });

  it("marks what it restored, in the prompt and in the answer", async () => {
    const chat = await stage.chat();
    await chat.paste(prompt);
    await chat.restoredAnswer(placeholdersIn(await chat.send()));
    const marked = await chat.page.evaluate(() => [...(CSS.highlights.get("deckname-restored") ?? [])].map((range) => (range as Range).toString()));
    for (const { text } of values) assert.ok(marked.some((range) => range.includes(text) || text.includes(range)), `${text} is not marked`);
    const wrapped = await chat.page.evaluate(() => document.querySelectorAll(".markdown mark, .markdown span:not([class])").length);
    assert.equal(wrapped, 0);
    await chat.page.close();
  });

  it("the page goes on rendering over restored text without an error", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const errors: string[] = [];
      Object.assign(window, { errors });
      window.addEventListener("error", (event) => errors.push(event.message));
      window.addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
    });
    await chat.paste(prompt);
    const placeholders = placeholdersIn(await chat.send());
    await chat.restoredAnswer(placeholders);
    for (let i = 0; i < 2; i++) {
      await chat.page.click("article:last-of-type [data-testid=regenerate-turn-action-button]");
      await chat.arrived();
      await chat.restoredAnswer(placeholders);
    }
    await chat.page.click("[data-testid=create-new-chat-button]");
    await chat.page.waitFor(() => document.querySelectorAll("article").length === 0, { what: "the turns are gone" });
    assert.deepEqual(await chat.page.evaluate(() => (window as unknown as { errors: string[] }).errors), []);
    await chat.page.close();
  });

  it("what stands in an editable place is left alone", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.send();
    await chat.page.hover("[data-message-author-role=user]");
    await chat.page.click("[data-testid=edit-turn-action-button]");
    const value = await chat.page.waitFor(() => document.querySelector<HTMLTextAreaElement>(".editing textarea")?.value, { what: "the edit box" });
    assert.equal(value, "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  });

  for (const way of ["text", "items"] as const) {
    it(`a copy button puts the originals on the clipboard (${way})`, async () => {
      const chat = await stage.chat();
      await chat.type("Gruß an Frau Vollbrecht");
      await chat.send();
      await chat.page.evaluate((how) => {
        const button = document.createElement("button");
        button.id = "copy";
        button.textContent = "copy";
        button.style.cssText = "position: fixed; top: 0; right: 0; z-index: 9";
        const part = (type: string, value: string): Blob => new Blob([value], { type });
        button.onclick = () => {
          const written =
            how === "text"
              ? navigator.clipboard.writeText("Für [PERSON_1]")
              : navigator.clipboard.write([new ClipboardItem({ "text/plain": part("text/plain", "Für [PERSON_1]"), "text/html": part("text/html", "<p>Für <b>[PERSON_1]</b></p>") })]);
          written.then(() => (button.dataset["done"] = "yes"), (e: unknown) => (button.dataset["done"] = String(e)));
        };
        const target = document.createElement("div");
        target.id = "target";
        target.contentEditable = "true";
        target.style.cssText = "position: fixed; top: 40px; right: 0; width: 200px; height: 40px; z-index: 9";
        document.body.append(button, target);
      }, way);
      await chat.page.click("#copy");
      assert.equal(await chat.page.waitFor(() => document.querySelector<HTMLElement>("#copy")?.dataset["done"], { what: "the text is copied" }), "yes");
      await chat.page.click("#target");
      await chat.page.press("Control+v");
      await chat.page.waitFor(() => document.querySelector("#target")?.textContent, { what: "the text is pasted" });
      const pasted = await chat.page.evaluate(() => {
        const target = document.querySelector("#target");
        return { text: target?.textContent.trim(), bold: target?.querySelector("b")?.textContent ?? "" };
      });
      assert.deepEqual(pasted, way === "text" ? { text: "Für Vollbrecht", bold: "" } : { text: "Für Vollbrecht", bold: "Vollbrecht" });
      await chat.page.close();
    });
  }

  it("an answer saved as a file by the page holds the originals", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.restoredAnswer(placeholdersIn(await chat.send()));
    const saved = await chat.page.saved(() => chat.page.click(chat.marks.download));
    assert.match(saved, /Vollbrecht/);
    assert.doesNotMatch(saved, /PERSON_1/);
    await chat.page.close();
  });

  it("the answer of a new chat is restored although the person has walked on to another and back", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length === 1, { from: chat.from, what: "the send" });
    await chat.arrived();
    const url = await chat.page.url();
    await chat.page.goto("https://chatgpt.com/?lang=de");
    await chat.page.goto(url);
    await chat.page.waitFor(() => document.querySelector(".markdown")?.textContent?.includes("Vollbrecht"), { what: "the answer is restored" });
    await chat.page.close();
  });
});
