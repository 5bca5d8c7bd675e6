/** Columns keep every word and their width, with and without colours. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, wrap } from "./columns.ts";

test("lines break at spaces, and words that are too long are cut", () => {
  assert.deepEqual(wrap("aa bbb cc\n\ndddddddd", 6), ["aa bbb", "cc", "", "dddddd", "dd"]);
});

test("marks do not change the width", () => {
  const both = [
    { title: "typed", text: "an Frau Vollbrecht", marked: ["Frau Vollbrecht"], colour: 33 },
    { title: "received", text: "an [PERSON_1]", marked: ["[PERSON_1]"], colour: 36 },
  ];
  const plain = columns(both, 60, false);
  const coloured = columns(both, 60, true);
  assert.match(coloured, /\u001b\[33mVollbrecht\u001b\[0m/);
  assert.match(coloured, /\u001b\[36m\[PERSON_1\]\u001b\[0m/);
  assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), plain);
});
