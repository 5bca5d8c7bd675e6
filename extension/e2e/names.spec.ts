/**
 * Speaking pseudonyms: the vendor gets invented names and reserved numbers instead
 * of labels, the same ones throughout a conversation; the person reads originals,
 * declined as German declines them.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { inBrowsers } from "./rig/stage.ts";
import { texts } from "./rig/texts.ts";

const VALUES = [
  { text: "Henrike Vollbrecht", category: "PERSON" },
  { text: "0171 3920042", category: "PHONE" },
  { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" },
];

inBrowsers("invented names", { company: () => Promise.resolve({ placeholders: "names" }) }, (stage) => {
  it("leave instead of originals, stay the same, and are restored with their endings", async () => {
    const chat = await stage.chat();
    await chat.type("Bitte antworte Frau Henrike Vollbrecht, Tel. 0171 3920042, IBAN DE24 7015 0000 0094 6173 20.");
    const sent = await chat.send();
    const [, name = ""] = /^Bitte antworte Frau ([\p{L} ]+), Tel\. 030 23125\d{3}, IBAN \[IBAN_\d\]\.$/u.exec(sent) ?? [];
    assert.match(name, /^\p{L}+ \p{L}+$/u, sent);
    chat.assertNoLeak(VALUES);
    await chat.page.waitFor(() => document.querySelector(".bubble")?.textContent?.includes("Henrike Vollbrecht"), { what: "the person's own message shows the original" });

    await chat.page.click("#prompt-textarea");
    await chat.type("Und nun an Henrike Vollbrechts Anwalt.");
    assert.equal(await chat.send(), `Und nun an ${name}s Anwalt.`);
    assert.equal(chat.sends.length, 2);
    chat.assertNoLeak(VALUES);
    await chat.page.close();
  });

  it("a draft with pseudonyms in it is clean, and the card says that they are invented", async () => {
    const chat = await stage.chat();
    await chat.type("An Frau Henrike Vollbrecht");
    await chat.page.clickButton(texts("page_pill_calm").map((text) => text.replace("$1", "1")));
    await chat.reads(texts("page_invented"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    const sent = await chat.send();
    assert.doesNotMatch(sent, /Vollbrecht|PERSON/);
    await chat.page.close();
  });
});
