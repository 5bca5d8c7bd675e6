import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { KEYS } from "./words.ts";

const catalogue = (language: string): Record<string, string> => {
  const folder = new URL(`../_locales/${language}/`, import.meta.url);
  return Object.assign({}, ...readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as object)) as Record<string, string>;
};

for (const language of ["de", "en"]) {
  test(`every text that the page shows is there in ${language}, with its value`, () => {
    const texts = catalogue(language);
    for (const key of KEYS) {
      assert.ok(texts[key], `add "${key}" to _locales/${language}`);
      assert.equal(texts[key].includes("$1"), /^page_(pill|live)_(calm|warn|stop)$|^page_(more|why|times)$|^because_(model|context|context_against|column)$/.test(key), key);
    }
  });
  test(`no text of the page is left over in ${language}`, () => {
    const left = Object.keys(catalogue(language)).filter((key) => key.startsWith("page_") && !KEYS.includes(key));
    assert.deepEqual(left, []);
  });
}
