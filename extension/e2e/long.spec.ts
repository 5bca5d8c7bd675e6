/**
 * Long texts: nothing is too long to be checked, nobody else waits for it, and who
 * waits for it is told so.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { placeholdersIn, SEND } from "./rig/chat.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers } from "./rig/stage.ts";
import { reasonsIn, texts } from "./rig/texts.ts";

const SHORT = "Gruß an Frau Vollbrecht";
/** Lines of about 45 bytes with one address each: 250,000 of them are 11 MB. */
const LINES = 250_000;
const ORIGINAL = /person\d+@firma/;
/** 1 MB of lines as above. */
const PASTED = 22_000;

inBrowsers("a long text", {}, (stage) => {
  it("11 MB with 250,000 findings leave masked, and a prompt in another tab is answered meanwhile", async () => {
    const chat = await stage.chat();
    const other = await stage.chat();
    await other.type(SHORT);
    await chat.page.evaluate(
      (envelope, lines) => {
        let text = "";
        for (let i = 0; i < lines; i++) text += `Zeile: person${i}@firma${i % 977}.example und\n`;
        const body = envelope.replace('"TEXT"', () => JSON.stringify(text));
        const state = window as unknown as { long?: string };
        state.long = "open";
        void fetch("/backend-api/f/conversation", { method: "POST", headers: { "content-type": "application/json" }, body }).then(
          (answer) => (state.long = String(answer.status)),
          () => (state.long = "refused"),
        );
      },
      sendBody("TEXT"),
      LINES,
    );
    await other.page.front();
    const sent = await other.send();
    assert.equal(sent, "Gruß an Frau [PERSON_1]");
    assert.equal(chat.received.filter((r) => SEND.test(new URL(r.url).pathname)).length, 1, "the short prompt did not wait for the long one");

    await chat.page.front();
    const said = texts("page_pill_working");
    for (;;) {
      const seen = await chat.page.deepText();
      if (said.some((words) => seen.includes(words))) break;
      assert.equal(await chat.page.evaluate(() => (window as unknown as { long?: string }).long), "open", "the person is told before it is over");
    }
    const outcome = await chat.page.waitFor(
      () => {
        const { long } = window as unknown as { long?: string };
        return long === "open" ? undefined : long;
      },
      { what: "the long text is through", timeout: 600_000 },
    );
    assert.equal(outcome, "200", reasonsIn(await chat.page.deepText()).join(" "));
    const bodies = chat.received.map((r) => Buffer.from(r.bodyBase64, "base64").toString());
    for (const body of bodies) assert.doesNotMatch(body, ORIGINAL);
    const long = bodies.find((body) => body.length > 1e6) ?? "";
    assert.equal(new Set(placeholdersIn(long)).size, LINES);
    await chat.page.close();
    await other.page.close();
  });

  it("1 MB put into the composer at once leaves masked, in one send", async () => {
    const chat = await stage.chat("lang=de&gen=g3-mobile");
    await chat.page.evaluate(
      (editor, lines) => {
        let text = "";
        for (let i = 0; i < lines; i++) text += `Zeile: person${i}@firma${i % 977}.example und\n`;
        const field = document.querySelector<HTMLTextAreaElement>(editor)!;
        // React overrides the property of the element, and listens.
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!.set!.call(field, text);
        field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      },
      chat.marks.editor,
      PASTED,
    );
    await chat.submit();
    await stage.practice.waitFor(() => chat.sends.length > 0, { from: chat.from, what: "the send", timeout: 60_000 });
    await chat.answered();
    assert.equal(chat.sends.length, 1);
    const bodies = chat.received.map((r) => Buffer.from(r.bodyBase64, "base64").toString());
    for (const body of bodies) assert.doesNotMatch(body, ORIGINAL);
    assert.equal(new Set(placeholdersIn(bodies.find((body) => body.length > 5e5) ?? "")).size, PASTED);
    // Firefox looks at every mark of a node for each line: with one for each original it stands still.
    const most = await chat.page.waitFor(
      (lines) => {
        const all = [...((CSS.highlights.get("deckname-restored") as unknown as Set<Range> | undefined) ?? [])];
        const marked = new Set(all.join(" ").match(/person\d+@/g));
        if (marked.size !== lines) return undefined;
        const perNode = new Map<Node, number>();
        for (const { startContainer } of all) perNode.set(startContainer, (perNode.get(startContainer) ?? 0) + 1);
        return Math.max(...perNode.values());
      },
      { what: "every original is marked" },
      PASTED,
    );
    assert.ok(most <= 1_000, `${most} marks in one node`);
    await chat.page.close();
  });
});
