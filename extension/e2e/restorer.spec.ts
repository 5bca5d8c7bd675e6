/** The restorer by itself, in a real browser: what the person switches to, and how much it does for a long answer. */
import assert from "node:assert/strict";
import { before, it } from "node:test";
import type { Restorer } from "../src/restore/restorer.ts";
import type { Page } from "./rig/browser.ts";
import { partOf } from "./rig/part.ts";
import { inBrowsers } from "./rig/stage.ts";

interface Held {
  R: { Restorer: typeof Restorer };
  restorer: Restorer;
  marked: number;
  what: string;
  words: string[];
  asked: number;
  /** Answers come when this is done. */
  wait?: Promise<void>;
}

let code: string;

/** An empty page with a running restorer that knows two placeholders. */
async function open(stage: { browser: { open(): Promise<Page> } }): Promise<Page> {
  const page = await stage.browser.open();
  await page.evaluate((source) => {
    // eslint-disable-next-line no-eval -- the page is empty and has no policy: it runs one module of ours
    (0, eval)(source);
    const held = window as unknown as Held;
    const known: Record<string, string> = { "[PERSON_1]": "Vollbrecht", "[IBAN_1]": "DE24 7015 0000 0094 6173 20" };
    held.asked = 0;
    held.restorer = new held.R.Restorer(
      { turns: "article", prompts: ".prompt" },
      {
        likely: () => Promise.resolve(/\d/),
        unmask: async (texts) => {
          held.asked++;
          await held.wait;
          return texts.map((text) => [...text.matchAll(/\[(?:PERSON|IBAN)_1\]/g)].map((m) => ({ start: m.index, length: m[0].length, text: known[m[0]]!, category: "PERSON" })));
        },
        marked: (ranges, what) => Object.assign(held, { marked: ranges.length, what, words: ranges.map(String) }),
        changed: () => undefined,
      },
    );
    document.body.innerHTML = "<article></article>";
    held.restorer.start();
  }, code);
  return page;
}

const shown = (page: Page): Promise<string> => page.evaluate(() => document.querySelector("article")!.textContent);
const until = (page: Page, text: string): Promise<unknown> => page.waitFor((wanted) => document.querySelector("article")?.textContent === wanted, { what: `the page shows: ${text}` }, text);
const draw = (page: Page, html: string): Promise<void> => page.evaluate((inner) => void (document.querySelector("article")!.innerHTML = inner), html);
const show = (page: Page, what: "sent" | "originals"): Promise<void> => page.evaluate((which) => (window as unknown as Held).restorer.show(which), what);

inBrowsers("the restorer", { extension: "none" }, (stage) => {
  before(async () => {
    code = await partOf("restore/restorer.ts", "R");
  });

  it("knows all its places after an answer that came while originals were withheld", async () => {
    const page = await open(stage);
    await draw(page, "<p>Frau [PERSON_1]</p><p id='next'></p>");
    await until(page, "Frau Vollbrecht");
    const texts = await page.evaluate(async () => {
      const held = window as unknown as Held;
      const article = document.querySelector("article")!;
      let go = (): void => undefined;
      held.wait = new Promise((done) => (go = done));
      const asked = held.asked;
      document.querySelector("#next")!.textContent = "Konto [IBAN_1] bitte";
      while (held.asked === asked) await new Promise(requestAnimationFrame);
      const restore = held.restorer.withhold();
      const first = article.textContent;
      go();
      await new Promise((done) => setTimeout(done)); // the answer is dealt with
      restore();
      const between = article.textContent;
      const again = held.restorer.withhold();
      const second = article.textContent;
      again();
      return [first, between, second];
    });
    const sent = "Frau [PERSON_1]Konto [IBAN_1] bitte";
    assert.deepEqual(texts, [sent, "Frau VollbrechtKonto [IBAN_1] bitte", sent]);
    await until(page, "Frau VollbrechtKonto DE24 7015 0000 0094 6173 20 bitte");
    await page.close();
  });

  it("leaves what was sent where the person switched to it while originals were withheld", async () => {
    const page = await open(stage);
    await draw(page, "<p>An [PERSON_1] hier</p>");
    await until(page, "An Vollbrecht hier");
    const texts = await page.evaluate(() => {
      const { restorer } = window as unknown as Held;
      const article = document.querySelector("article")!;
      const restore = restorer.withhold();
      restorer.show("sent");
      const between = article.textContent;
      restore();
      return [between, article.textContent];
    });
    assert.deepEqual(texts, ["An [PERSON_1] hier", "An [PERSON_1] hier"]);
    await show(page, "originals");
    await until(page, "An Vollbrecht hier");
    await page.close();
  });

  it("withheld twice: the originals are back once, and known", async () => {
    const page = await open(stage);
    await draw(page, "<p>An [PERSON_1] hier</p>");
    await until(page, "An Vollbrecht hier");
    const texts = await page.evaluate(() => {
      const { restorer } = window as unknown as Held;
      const article = document.querySelector("article")!;
      const restores = [restorer.withhold(), restorer.withhold()];
      const between = article.textContent;
      for (const restore of restores) restore();
      return [between, article.textContent, restorer.said().join()];
    });
    assert.deepEqual(texts.slice(0, 2), ["An [PERSON_1] hier", "An Vollbrecht hier"]);
    assert.match(texts[2]!, /An \[PERSON_1\] hier/);
    await page.close();
  });

  it("writes nothing into anything editable, whatever the page calls that, nor into an island in it", async () => {
    const page = await open(stage);
    const places = ["", "true", "TRUE", "plaintext-only"].map((value) => `<div contenteditable="${value}">[PERSON_1]<p>[PERSON_1]</p><p contenteditable="false">[PERSON_1]</p></div>`);
    await draw(page, `${places.join("")}<p contenteditable="false">An [PERSON_1]</p>`);
    await until(page, `${"[PERSON_1]".repeat(3 * places.length)}An Vollbrecht`);
    await page.close();
  });

  it("shows what was really sent, letter by letter, and the originals again", async () => {
    const page = await open(stage);
    await draw(page, "<p>An [PERSON_1], Konto <b>[IBAN</b><i>_1]</i>, nochmals [PERSON_1] hier.</p>");
    await until(page, "An Vollbrecht, Konto DE24 7015 0000 0094 6173 20, nochmals Vollbrecht hier.");
    assert.equal(await page.evaluate(() => (window as unknown as Held).marked), 3);
    await show(page, "sent");
    assert.equal(await shown(page), "An [PERSON_1], Konto [IBAN_1], nochmals [PERSON_1] hier.");
    const marked = await page.waitFor(() => ((window as unknown as Held).what === "sent" ? (window as unknown as Held).words : null), { what: "placeholders are marked" });
    assert.deepEqual(marked, ["[PERSON_1]", "[IBAN_1]", "[PERSON_1]"]);
    await show(page, "originals");
    await until(page, "An Vollbrecht, Konto DE24 7015 0000 0094 6173 20, nochmals Vollbrecht hier.");
    await page.close();
  });

  it("what streams in meanwhile stays as it came, marked, until the originals are wanted", async () => {
    const page = await open(stage);
    await show(page, "sent");
    await draw(page, "<p>An [PER<b>SON_1]</b> hier.</p>");
    await page.waitFor(() => (window as unknown as Held).words?.[0] === "[PERSON_1]", { what: "the placeholder is marked" });
    assert.equal(await shown(page), "An [PERSON_1] hier.");
    await show(page, "originals");
    await until(page, "An Vollbrecht hier.");
    await page.close();
  });

  it("withheld: a selection has what was sent, from edge to edge, and the originals are back afterwards", async () => {
    const page = await open(stage);
    await draw(page, "<p>An [PERSON_1], Konto [IBAN_1][PERSON_1] hier.</p>");
    const whole = "An Vollbrecht, Konto DE24 7015 0000 0094 6173 20Vollbrecht hier.";
    await until(page, whole);
    const copied = (from: number, to: number): Promise<{ during: string; after: string }> =>
      page.evaluate(
        (start, end) => {
          const node = document.querySelector("p")!.firstChild!;
          const selection = getSelection()!;
          selection.setBaseAndExtent(node, start, node, end);
          const restore = (window as unknown as Held).restorer.withhold();
          const during = selection.toString();
          restore();
          return { during, after: selection.toString() };
        },
        from,
        to,
      );
    const at = (part: string): number => whole.indexOf(part);
    assert.deepEqual(await copied(at("Voll"), at(", Konto")), { during: "[PERSON_1]", after: "Vollbrecht" });
    assert.deepEqual(await copied(at("brecht,"), at("7015")), { during: "[PERSON_1], Konto [IBAN_1]", after: "brecht, Konto DE24 " });
    assert.deepEqual(await copied(at("DE24"), whole.length), { during: "[IBAN_1][PERSON_1] hier.", after: whole.slice(at("DE24")) });
    assert.equal(await shown(page), whole);
    await show(page, "sent");
    assert.equal(await shown(page), "An [PERSON_1], Konto [IBAN_1][PERSON_1] hier.");
    await page.close();
  });

  it("a node that the page has rewritten keeps the page's text", async () => {
    const page = await open(stage);
    await draw(page, "<p>An [PERSON_1] hier.</p><p>Zu [PERSON_1] da.</p>");
    await until(page, "An Vollbrecht hier.Zu Vollbrecht da.");
    await page.evaluate(() => {
      (document.querySelector("p")!.firstChild as Text).data = "ganz neu";
    });
    await show(page, "sent");
    assert.equal(await shown(page), "ganz neuZu [PERSON_1] da.");
    await page.close();
  });

  it("250 paragraphs that come at once are asked about in one question; code in an editor is left alone", async () => {
    const page = await open(stage);
    await draw(page, `${"<p>An [PERSON_1] hier.</p>".repeat(250)}<div class="cm-editor">[PERSON_1]</div>`);
    await page.waitFor(() => (window as unknown as Held).marked === 250, { what: "all originals stand there" });
    assert.equal(await page.evaluate(() => (window as unknown as Held).asked), 1);
    assert.equal(await page.evaluate(() => document.querySelector(".cm-editor")?.textContent), "[PERSON_1]");
    await page.close();
  });
});
