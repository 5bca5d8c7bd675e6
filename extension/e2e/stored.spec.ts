/**
 * What lies on the device after a prompt, and for how long: no byte of an original
 * that can be read, no key that can be taken along, nothing after the retention,
 * whatever the clock does meanwhile.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "./rig/browser.ts";
import { patch } from "./rig/change.ts";
import { placeholdersIn } from "./rig/chat.ts";
import { describe as inWords, leaks } from "./rig/leaks.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { everythingStored } from "./rig/stored.ts";

inBrowsers("what is kept", { company: () => Promise.resolve({ categories: { SECRET: "mask" } }) }, (stage) => {
  it("has no original in it but in tables that only the background opens, and no secret there", async () => {
    const chat = await stage.chat();
    const secret = { text: "Kw1ttenbr0t!77", category: "SECRET" };
    const persons = [{ text: "Henrike Vollbrecht", category: "PERSON" }, { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" }];
    await chat.type(`Mein Passwort ist ${secret.text}, bitte für Frau Henrike Vollbrecht mit der IBAN DE24 7015 0000 0094 6173 20.`);
    await chat.send();
    chat.assertNoLeak([secret, ...persons]);
    const own = await stage.browser.openExtensionPage("options.html");
    const { pieces, keys, tables } = await everythingStored(own);
    // The two things that are kept encrypted or hashed are there at all.
    assert.ok(pieces.length > 0 && tables.length > 0);
    assert.deepEqual(keys.filter(({ name }) => name.endsWith("tables")).map(({ extractable }) => extractable), [false]);
    assert.ok(keys.every(({ extractable }) => !extractable), "no key can be read");
    const found = leaks([secret, ...persons], pieces);
    assert.equal(found.length, 0, inWords(found.slice(0, 12)));
    const opened = tables.map((text) => ({ ...pieces[0]!, url: "opened", body: text, bodyBase64: Buffer.from(text).toString("base64") }));
    assert.notEqual(leaks(persons.slice(0, 1), opened).length, 0, "the person is in the table that this key opens");
    assert.deepEqual(leaks([secret], opened), []);
    await own.close();
    await chat.page.close();
  });
});

const HOUR = 3_600_000;
const SHORT = "Gruß an Frau Vollbrecht";
const NAMES = ["Vollbrecht", "Lindqvist", "Petersilge"].map((text) => ({ text, category: "PERSON" }));
const bubble = (page: Page, text: string): Promise<unknown> =>
  page.waitFor((wanted) => [...document.querySelectorAll(".bubble")].some((one) => one.textContent === wanted), { what: `a message reads: ${text}`, timeout: 20_000 }, text);

interface Extension {
  runtime: { sendMessage(message: object): Promise<unknown> };
  alarms: { create(name: string, when: { when: number }): Promise<void> };
}

/** Turns the background's clock to so many milliseconds from the true time. */
const turn = (own: Page, by: number): Promise<unknown> =>
  own.evaluate((jump) => {
    const { browser, chrome } = globalThis as unknown as Record<string, Extension | undefined>;
    return (browser ?? chrome)!.runtime.sendMessage({ jump });
  }, by);

/** Lets the hourly chore be due as soon as the browser allows, in Chromium after half a minute. */
const sweep = (own: Page): Promise<unknown> =>
  own.evaluate(() => {
    const { browser, chrome } = globalThis as unknown as Record<string, Extension | undefined>;
    return (browser ?? chrome)!.alarms.create("sweep", { when: Date.now() + 1_000 }); // in Firefox one that is due already was never heard
  });

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await done()); await new Promise((next) => setTimeout(next, 100))) {
    assert.ok(Date.now() < end, `waited 60 s in vain until ${what}`); // no event tells of changes in a database
  }
}

/** A background whose clock can be turned, and which hears nothing else from its own pages. */
async function installWithClock(stage: Stage): Promise<Page> {
  const clock = `{
    const now = Date.now.bind(Date); let by = 0; Date.now = () => now() + by;
    (globalThis.browser ?? chrome).runtime.onMessage.addListener(({ jump }, _from, answer) => { by = jump; answer(true); });
  }`;
  await patch(stage.extension, "background.js", /^/, `${clock}\n`);
  await stage.browser.install(stage.extension);
  return stage.browser.openExtensionPage("options.html");
}

inBrowsers("the retention of a day", { extension: "later" }, (stage) => {
  let own: Page;
  it("is over 25 hours after the last use: the table is gone, its answer stays a placeholder, its number is not given again", async () => {
    own = await installWithClock(stage);
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await bubble(chat.page, SHORT);
    assert.ok((await everythingStored(own)).tables.length > 0);
    await turn(own, 23 * HOUR);
    await chat.page.front();
    await chat.page.reload();
    await bubble(chat.page, SHORT);
    await turn(own, 49 * HOUR); // loading the page may have been a use
    let due = 0;
    await until("the chore has deleted the table", async () => {
      // 25 hours after a use that was under way while the clock was turned. Turning it also keeps the
      // background from falling asleep and forgetting its clock.
      await turn(own, 74 * HOUR);
      if (Date.now() > due) {
        due = Date.now() + 5_000; // as the chore comes every hour
        await sweep(own);
      }
      return (await everythingStored(own)).tables.length === 0;
    });
    await chat.page.front();
    await chat.page.reload();
    await chat.ready();
    await bubble(chat.page, "Gruß an Frau [PERSON_1]");
    await chat.page.click(chat.marks.editor);
    chat.countFromHere();
    await chat.type("Und an Frau Lindqvist");
    assert.equal(await chat.send(), "Und an Frau [PERSON_2]");
    await chat.page.close();
  });

  it("is over for a clock that was set back or forward by days, even before any chore, in the middle of a conversation", async () => {
    for (const [before, after] of [[0, -48 * HOUR], [0, 48 * HOUR], [48 * HOUR, 0]] as const) {
      await turn(own, before);
      const chat = await stage.chat();
      await chat.type(SHORT);
      await chat.send();
      await turn(own, after);
      await chat.page.front();
      await chat.page.click(chat.marks.editor);
      await chat.type("Und an Frau Lindqvist");
      assert.equal(await chat.send(), "Und an Frau [PERSON_2]");
      await chat.restoredAnswer(["[PERSON_2]"]);
      chat.assertNoLeak(NAMES);
      await chat.page.reload();
      await chat.ready();
      await bubble(chat.page, "Und an Frau Lindqvist");
      await bubble(chat.page, "Gruß an Frau [PERSON_1]");
      await chat.page.close();
    }
  });
});

inBrowsers("a clock that jumps by days at every look", { extension: "later" }, (stage) => {
  it("while a ticket is open, too: what leaves is masked, no placeholder has two originals", async () => {
    const jumps = "const now = Date.now.bind(Date); let looks = 0; Date.now = () => now() + (looks++ % 2 === 0 ? -172_800_000 : 172_800_000);";
    await patch(stage.extension, "background.js", /^/, `{ ${jumps} }\n`);
    await stage.browser.install(stage.extension);
    const chat = await stage.chat();
    const sent: string[] = [];
    for (const prompt of [SHORT, "Und an Frau Lindqvist", "Auch an Herrn Petersilge"]) {
      await chat.page.click(chat.marks.editor);
      await chat.type(prompt);
      sent.push(await chat.send());
    }
    chat.assertNoLeak(NAMES);
    const given = sent.flatMap(placeholdersIn);
    assert.equal(given.length, 3);
    assert.equal(new Set(given).size, 3, sent.join(" | "));
    await chat.page.close();
  });
});

inBrowsers("the extension removed", {}, (stage) => {
  it("takes all that it has stored along", async () => {
    const chat = await stage.chat();
    await chat.type(SHORT);
    await chat.send();
    await bubble(chat.page, SHORT);
    const before = await stage.browser.openExtensionPage("options.html");
    assert.ok((await everythingStored(before)).tables.length > 0);
    await before.close();
    await stage.browser.uninstallExtension();
    await stage.browser.install(stage.extension);
    const after = await stage.browser.openExtensionPage("options.html");
    await until("nothing is left", async () => (await everythingStored(after)).tables.length === 0);
    await after.close();
    await chat.page.front();
    await chat.page.reload();
    await chat.ready();
    await bubble(chat.page, "Gruß an Frau [PERSON_1]");
    await chat.page.close();
  });
});
