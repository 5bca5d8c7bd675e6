/**
 * The composer layer as the person meets it: what is marked while typing, what
 * stands in the composer when it is sent, what the modes do, what the card says.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { SAMPLES } from "../practice/samples.ts";
import type { Chat } from "./rig/chat.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const { prompt, values } = SAMPLES.de;
const SHORT = "Gruß an Frau Vollbrecht";
const SHORT_VALUES = [{ text: "Vollbrecht", category: "PERSON" }];

/** Texts under the colours, group by group. */
const marked = (chat: Chat): Promise<Record<string, string[]>> =>
  chat.page.evaluate(() => {
    const groups: Record<string, string[]> = {};
    for (const [name, highlight] of CSS.highlights) groups[name.replace("deckname-", "")] = [...highlight].map((range) => (range as Range).toString());
    return groups;
  });

/** From now on the page notes the text of each of its user bubbles as its own code made it. */
const noteBubbles = (chat: Chat): Promise<void> =>
  chat.page.evaluate(() => {
    const made: string[] = [];
    Object.assign(window, { made });
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (node instanceof Element) for (const bubble of node.querySelectorAll(".bubble")) made.push(bubble.textContent);
        }
      }
    }).observe(document, { childList: true, subtree: true });
  });
const bubbles = (chat: Chat): Promise<string[]> => chat.page.evaluate(() => (window as unknown as { made: string[] }).made);

const empty = (chat: Chat): Promise<unknown> => chat.page.waitFor(() => document.querySelector("#prompt-textarea")?.textContent === "", { what: "the composer is empty" });

inBrowsers("the composer", {}, (stage) => {
  it("marks findings while they are typed, without changing the editor's DOM", async () => {
    const chat = await stage.chat();
    await chat.type(prompt);
    await chat.page.waitFor((n) => [...CSS.highlights].reduce((sum, [, h]) => sum + h.size, 0) >= n, { what: "all findings are marked" }, values.length);
    const groups = await marked(chat);
    assert.deepEqual(groups["contact"], ["0171 3920042", "henrike.vollbrecht@example.org"]);
    assert.deepEqual(groups["money"], ["DE24 7015 0000 0094 6173 20"]);
    assert.ok(groups["person"]?.some((text) => text.includes("Vollbrecht")));
    const tags = await chat.page.evaluate(() => [...new Set([...document.querySelectorAll("#prompt-textarea *")].map((element) => element.localName))]);
    assert.deepEqual(tags, ["p"]);
    await chat.reads(texts("page_pill_calm").map((text) => text.replace("$1", String(values.length))));
    await chat.page.press("Control+a");
    await chat.page.press("Delete");
    await chat.page.waitFor(() => [...CSS.highlights].every(([, h]) => h.size === 0), { what: "no mark is left" });
    await chat.page.close();
  });

  for (const way of ["Enter", "Control+Enter", "button"] as const) {
    it(`${way}: the page's own code never gets the original`, async () => {
      const chat = await stage.chat();
      await noteBubbles(chat);
      await chat.type(prompt);
      await chat.send(way);
      const [made] = await bubbles(chat);
      assert.match(made ?? "", /\[PERSON_1\]/);
      for (const { text } of values) assert.ok(!made?.includes(text), `the page has seen ${text}`);
      await chat.page.close();
    });
  }

  it("requestSubmit by page code is held as well", async () => {
    const chat = await stage.chat();
    await noteBubbles(chat);
    await chat.type(SHORT);
    await chat.page.evaluate(() => document.querySelector("form")?.requestSubmit());
    await chat.arrived();
    assert.deepEqual(await bubbles(chat), ["Gruß an Frau [PERSON_1]"]);
    await chat.page.close();
  });

  it("Enter in an open menu belongs to the menu; without one the page never sees it", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      const menu = document.createElement("div");
      menu.setAttribute("role", "listbox");
      menu.textContent = "entry";
      document.body.append(menu);
      Object.assign(window, { picked: 0 });
      window.addEventListener(
        "keydown",
        (event) => {
          if (event.key !== "Enter") return;
          (window as unknown as { picked: number }).picked++;
          menu.remove();
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        true,
      );
    });
    const picked = (): Promise<number> => chat.page.evaluate(() => (window as unknown as { picked: number }).picked);
    await chat.type(SHORT);
    await chat.submit();
    assert.equal(await picked(), 1);
    assert.equal(await chat.draft(), SHORT);
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    assert.equal(await picked(), 1);
    await chat.page.close();
  });

  it("an editor that does not take the placeholders: nothing is sent, the text stays, the reason is shown", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.page.evaluate(() => {
      const line = document.querySelector("#prompt-textarea p");
      const text = line?.textContent ?? "";
      line?.parentElement?.addEventListener("input", () => {
        document.querySelectorAll("#prompt-textarea p").forEach((p) => (p.textContent = text));
      });
    });
    await chat.submit();
    await chat.reads(reason("write-failed"));
    assert.equal(await chat.draft(), SHORT);
    assert.equal(chat.sends.length, 0);
    await chat.page.close();
  });

  it("an undo of the placeholders is new input: it is marked and masked again", async () => {
    const chat = await stage.chat();
    await chat.page.evaluate(() => {
      // The page refuses this one submit after the placeholders were written.
      const refuse = (event: Event): void => {
        event.preventDefault();
        event.stopPropagation();
        document.documentElement.dataset["refused"] = "yes";
      };
      document.addEventListener("submit", refuse, { capture: true, once: true });
    });
    await chat.type(`${SHORT}, danke`);
    await chat.submit();
    await chat.page.waitFor(() => document.documentElement.dataset["refused"], { what: "the page has refused the submit" });
    assert.equal(await chat.draft(), "Gruß an Frau [PERSON_1], danke");
    await chat.page.press("Control+z");
    await chat.page.waitFor(() => CSS.highlights.get("deckname-person")?.size === 1, { what: "the original is marked again" });
    assert.equal(await chat.draft(), `${SHORT}, danke`);
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1], danke");
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });
});

inBrowsers("mode ask", { company: () => Promise.resolve({ mode: "ask" }) }, (stage) => {
  it("asks before it replaces; the keyboard is enough", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.submit();
    await chat.reads(texts("page_ask_title"));
    assert.equal(chat.sends.length, 0);
    await chat.page.press("Escape");
    assert.equal(await chat.draft(), SHORT);

    await chat.submit();
    await chat.reads(texts("page_ask_title"));
    await chat.page.press("Enter"); // the main button has the focus
    assert.equal(await chat.arrived(), "Gruß an Frau [PERSON_1]");
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });
});

inBrowsers("mode block", { company: () => Promise.resolve({ mode: "block" }) }, (stage) => {
  it("sends nothing with findings, keeps the text, says why; clean text goes", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.submit();
    await chat.reads(reason("policy-blocks"));
    assert.equal(await chat.draft(), SHORT);
    assert.equal(chat.sends.length, 0);
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    await chat.page.press("Control+a");
    await chat.type("Gruß an alle");
    assert.equal(await chat.send(), "Gruß an alle");
    chat.assertNoLeak(SHORT_VALUES);
    await chat.page.close();
  });
});

inBrowsers("mode warn", { company: () => Promise.resolve({ mode: "warn" }) }, (stage) => {
  it("says what it found and sends it as it is", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.reads(texts("page_pill_warn").map((text) => text.replace("$1", "1")));
    assert.equal(await chat.send(), SHORT);
    await empty(chat);
    await chat.page.close();
  });

  it("lets files go, too", async () => {
    const chat = await stage.chat();
    const told = await chat.page.evaluate(() => {
      const form = new FormData();
      form.append("file", new File(["Frau Vollbrecht"], "a.txt", { type: "text/plain" }));
      return fetch("/backend-api/estuary/upload_content_bytes", { method: "POST", body: form }).then((r) => r.status, () => "refused");
    });
    assert.equal(told, 200);
    const [sent] = chat.received.filter(({ url }) => url.includes("estuary"));
    assert.match(sent!.body, /name="file"; filename="a\.txt"[\s\S]*Frau Vollbrecht/);
    await chat.page.close();
  });
});

inBrowsers("mode off", { company: () => Promise.resolve({ mode: "off" }) }, (stage) => {
  it("leaves everything alone", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    assert.equal(await chat.send(), SHORT);
    assert.deepEqual(await marked(chat), {});
    await chat.page.close();
  });
});
