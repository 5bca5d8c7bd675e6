/**
 * Ways in which text comes into the composer and back out of it, beside typing and
 * pasting plain text: formatted text, dropped text, dictation, redo, sends while an
 * answer comes. Whatever the way, the vendor never gets the original.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { PREPARE } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const SHORT = "Gruß an Frau Vollbrecht";
const NAME = [{ text: "Vollbrecht", category: "PERSON" }];

inBrowsers("text that comes in other ways", {}, (stage) => {
  it("formatted text that is pasted: lines stay, originals do not leave", async () => {
    const chat = await stage.chat();
    await chat.page.pasteRich("<h1>Sehr geehrte Frau Vollbrecht,</h1><p>Ihr <b>Konto</b> <i>DE24 7015</i> 0000 0094 6173 20 <br>ist <a href='https://example.org'>offen</a>.</p>");
    await chat.holds("offen");
    const sent = await chat.send();
    assert.match(sent, /Frau \[PERSON_1\],/);
    assert.match(sent, /\[IBAN_\d\]/);
    assert.ok(sent.split("\n").length >= 2, sent);
    chat.assertNoLeak([...NAME, { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" }]);
    await chat.page.close();
  });

  it("text that is dropped is marked and leaves masked", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate((text) => {
      const editor = document.querySelector<HTMLElement>("#prompt-textarea")!;
      const box = editor.getBoundingClientRect();
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/plain", text);
      const at = { bubbles: true, cancelable: true, composed: true, clientX: box.left + 8, clientY: box.top + 8, dataTransfer };
      for (const type of ["dragenter", "dragover", "drop"]) editor.dispatchEvent(new DragEvent(type, at));
    }, SHORT);
    await chat.holds("Vollbrecht");
    await chat.page.waitFor(() => CSS.highlights.get("deckname-person")?.size === 1, { what: "the dropped name is marked" });
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak(NAME);
    await chat.page.close();
  });

  it("text that comes without a key press, as from dictation, leaves masked", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate((text) => document.execCommand("insertText", false, text), SHORT);
    await chat.page.waitFor(() => CSS.highlights.get("deckname-person")?.size === 1, { what: "the name is marked" });
    assert.equal(await chat.send("button"), "Gruß an Frau [PERSON_1]");
    chat.assertNoLeak(NAME);
    await chat.page.close();
  });

  it("undo and redo of the placeholders: no draft and no send has the original", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      document.addEventListener(
        "submit",
        (event) => {
          event.preventDefault();
          event.stopPropagation();
          document.documentElement.dataset["refused"] = "yes";
        },
        { capture: true, once: true },
      );
    });
    await chat.type(`${SHORT}, danke`);
    await chat.submit();
    await chat.page.waitFor(() => document.documentElement.dataset["refused"], { what: "the page has refused the submit" });
    await chat.page.press("Control+z");
    await chat.holds("Vollbrecht");
    await chat.page.press("Control+Shift+z");
    await chat.holds("[PERSON_1]");
    await chat.page.press("Control+z");
    await chat.holds("Vollbrecht");
    const from = stage.practice.requests.length;
    await chat.type("!");
    await stage.practice.waitFor((r) => PREPARE.test(r.url), { from, what: "the draft after it" });
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1], danke!");
    chat.assertNoLeak(NAME);
    await chat.page.close();
  });

  it("Enter that picks an entry of an open menu does not send, whatever kind the menu is", async () => {
    for (const menu of [{ role: "listbox" }, { role: "menu" }]) {
      const chat = await stage.chat();
      await chat.type(SHORT);
      await chat.page.evaluate(({ role }) => {
        const open = document.body.appendChild(document.createElement("div"));
        open.setAttribute("role", role);
        open.textContent = "@entry";
        window.addEventListener(
          "keydown",
          (event) => {
            if (event.key !== "Enter" || !open.isConnected) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            open.remove();
          },
          true,
        );
      }, menu);
      await chat.submit();
      await chat.page.waitFor((role) => document.querySelector(`[role=${role}]:last-child`)?.textContent !== "@entry", { what: "the menu is closed" }, menu.role);
      assert.equal(await chat.draft(), SHORT);
      assert.equal(chat.sends.length, 0);
      assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
      await chat.page.close();
    }
  });

  it("what was sent can be shown in the place of the originals, and back", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    const bubble = (text: string): Promise<unknown> => chat.page.waitFor((wanted) => document.querySelector(".bubble")?.textContent === wanted, { what: `the person reads: ${text}` }, text);
    await bubble(SHORT);
    const marked = (group: string): Promise<string[]> =>
      chat.page.waitFor((name) => [...(CSS.highlights.get(`deckname-${name}`) ?? [])].map(String), { what: `${group} is marked` }, group);
    await chat.page.clickButton(texts("page_show_sent"));
    await bubble("Gruß an Frau [PERSON_1]");
    assert.doesNotMatch(await chat.answer(), /Vollbrecht/);
    assert.ok((await marked("sent")).every((text) => /person[_ ]1/i.test(text)));
    await chat.page.clickButton(texts("page_show_originals"));
    await bubble(SHORT);
    assert.ok((await marked("restored")).includes("Vollbrecht"));

    // The popup has the same switch.
    for (const [key, text] of [["page_show_sent", "Gruß an Frau [PERSON_1]"], ["page_show_originals", SHORT]] as const) {
      const popup = await stage.browser.openPopup(chat.page);
      await popup.waitFor((words) => words.some((word) => document.querySelector("#view")?.textContent === word), { what: "the popup offers it" }, texts(key));
      await popup.clickButton(texts(key));
      await bubble(text);
      await popup.close().catch(() => undefined); // it has closed by itself
      await chat.page.front();
    }
    await chat.page.close();
  });
});

inBrowsers("a prompt while the answer comes", { pace: 60 }, (stage) => {
  it("is masked like any other", async () => {
    const chat = await stage.chat();
    await chat.type("Erzähle mir von Frau Vollbrecht");
    await chat.submit();
    await chat.page.waitFor(() => document.querySelector("[data-testid=stop-button]"), { what: "the answer comes" });
    await chat.page.click("#prompt-textarea");
    await chat.type("Und von Herrn Petersilge");
    await chat.submit();
    const steer = await stage.practice.waitFor((r) => /\/steer_turn$/.test(new URL(r.url).pathname), { from: chat.from, what: "the text that steers the answer" });
    assert.match(steer.body, /Und von Herrn \[PERSON_2\]/);
    chat.assertNoLeak([...NAME, { text: "Petersilge", category: "PERSON" }]);
    await chat.page.close();
  });
});
