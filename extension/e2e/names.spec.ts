/**
 * Speaking pseudonyms: the vendor gets invented names and reserved numbers instead
 * of labels, the same ones throughout a conversation; the person reads originals,
 * declined as German declines them.
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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

  it("are restored in the answer, however German bends them", async () => {
    const chat = await stage.chat();
    await chat.type("Bitte dekliniere Herrn Vollbrecht.");
    const sent = await chat.send();
    const [, name = ""] = /^Bitte dekliniere Herrn (\p{Lu}\p{L}+)\.$/u.exec(sent) ?? [];
    assert.notEqual(name, "", sent);
    assert.notEqual(name, "Vollbrecht");
    await chat.page.waitFor(
      (answer) => [...document.querySelectorAll(answer)].at(-1)?.textContent?.includes("Vollbrechts Anliegen steht in der Vollbrecht-Akte. Die Vollbrechts wissen Bescheid, dem Herrn Vollbrecht schreibe ich noch."),
      { what: "every form shows the original" },
      chat.marks.answer,
    );
    await chat.page.close();
  });

  it("come from where no person is: reserved addresses only", async () => {
    const chat = await stage.chat();
    await chat.type("Mail an henrike.vollbrecht@kanzlei-vollbrecht.de, Rechner 84.17.202.33, Tel. 0171 3920042.");
    const sent = await chat.send();
    assert.match(sent, /^Mail an [a-z0-9.]+@example\.(?:org|com|net), Rechner (?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}, Tel\. 030 23125\d{3}\.$/);
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

inBrowsers("invented names that the policy no longer wants", { company: () => Promise.resolve({ placeholders: "names" }) }, (stage) => {
  it("are restored in chats that have them; new originals get labels", async () => {
    const chat = await stage.chat();
    await chat.type("Bitte dekliniere Herrn Vollbrecht.");
    await chat.send();
    const answered = (): Promise<unknown> => chat.page.waitFor((answer) => document.querySelector(answer)?.textContent?.includes("Vollbrechts Anliegen"), { what: "the answer shows the original" }, chat.marks.answer);
    await answered();
    await writeFile(join(stage.extension, "company.json"), JSON.stringify({ placeholders: "labels" }));
    await stage.browser.reloadExtension();
    await chat.page.reload();
    await chat.ready();
    await answered();
    chat.countFromHere();
    await chat.page.click(chat.marks.editor);
    await chat.type("Und Frau Petersilge?");
    assert.match(await chat.send(), /^Und Frau \[PERSON_\d\]\?$/);
    await chat.page.close();
  });
});
