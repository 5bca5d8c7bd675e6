/**
 * What lies on the device after a prompt, and for how long: no byte of an original
 * that can be read, no key that can be taken along, nothing after the retention,
 * whatever the clock does meanwhile.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { describe as inWords, leaks } from "./rig/leaks.ts";
import { inBrowsers } from "./rig/stage.ts";
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
