import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { type Like, readText } from "./text.ts";

type Node_ = Like & { data: string };

function editor(html: string): Node_ {
  return parseHTML(`<html><body><div id="e">${html}</div></body></html>`).document.querySelector("#e") as unknown as Node_;
}
const text = (html: string): string => readText(editor(html)).text;

const cases: [string, string, string][] = [
  ["one paragraph", "<p>one</p>", "one"],
  ["a line for each paragraph", "<p>one</p><p>two</p>", "one\ntwo"],
  ["an empty paragraph is an empty line", '<p>one</p><p><br class="ProseMirror-trailingBreak"></p><p>two</p>', "one\n\ntwo"],
  ["an empty editor", '<p><br class="ProseMirror-trailingBreak"></p>', ""],
  ["hard breaks", "<p>one<br>two</p>", "one\ntwo"],
  ["inline marks do not break", "<p>o<b>n</b>e <em>two</em></p>", "one two"],
  ["lists and quotes", "<ul><li><p>a</p></li><li><p>b</p></li></ul><blockquote><p>c</p></blockquote>", "a\nb\nc"],
  ["text without a block", "one<div>two</div>three", "one\ntwo\nthree"],
  ["a chip stands for one character", '<p>to <span contenteditable="false">@Erika</span> now</p>', "to \uFFFC now"],
  ["separators of the editor are nothing", '<p>a<img class="ProseMirror-separator" contenteditable="false">b</p>', "ab"],
];
for (const [name, html, expected] of cases) {
  test(name, () => assert.equal(text(html), expected));
}

test("every stretch of text finds its way back to the DOM", () => {
  const root = editor("<p>ab<b>cd</b></p><p>ef<br>gh</p>");
  const reading = readText(root);
  assert.equal(reading.text, "abcd\nef\ngh");
  for (let start = 0; start < reading.text.length; start++) {
    for (let end = start + 1; end <= reading.text.length; end++) {
      const range = reading.range(start, end);
      if (reading.text[start] === "\n" || reading.text[end - 1] === "\n") {
        assert.equal(range, undefined, "a line break has no text node");
        continue;
      }
      assert.equal(range?.from.node.data[range.from.offset], reading.text[start]);
      assert.equal(range?.to.node.data[range.to.offset - 1], reading.text[end - 1]);
    }
  }
  assert.equal(reading.range(2, 2), undefined);
  assert.equal(reading.range(0, 99), undefined);
});
