import assert from "node:assert/strict";
import { test } from "node:test";
import { DONE, question, restoreBlock, type Replacement, type TextNode } from "./block.ts";

class Node_ implements TextNode {
  data: string;
  constructor(data: string) {
    this.data = data;
  }
  replaceData(offset: number, count: number, data: string): void {
    assert.ok(offset + count <= this.data.length, "within the node");
    this.data = this.data.slice(0, offset) + data + this.data.slice(offset + count);
  }
}
const nodes = (...parts: string[]): Node_[] => parts.map((part) => new Node_(part));
const at = (text: string, part: string, put: string, from = 0): Replacement => ({ start: text.indexOf(part, from), length: part.length, text: put });

test("a placeholder within one node", () => {
  const list = nodes("Dear [PERSON_1], hello");
  const placed = restoreBlock(list, [at("Dear [PERSON_1], hello", "[PERSON_1]", "Erika")], () => true);
  assert.deepEqual(list.map((n) => n.data), ["Dear Erika, hello"]);
  assert.deepEqual(placed.map(({ start, end }) => [start, end]), [[5, 10]]);
});

test("a placeholder over three nodes: the first one gets the original, the others lose their part", () => {
  const list = nodes("to [PER", "SON_", "1] now");
  restoreBlock(list, [at("to [PERSON_1] now", "[PERSON_1]", "Erika")], () => true);
  assert.deepEqual(list.map((n) => n.data), ["to Erika", "", " now"]);
});

test("several in one node keep their places apart", () => {
  const text = "[A_1] and [B_1] and [A_1]";
  const list = nodes(text);
  const placed = restoreBlock(list, [at(text, "[A_1]", "Erika"), at(text, "[B_1]", "x"), at(text, "[A_1]", "Erika", 5)], () => true);
  assert.equal(list[0]?.data, "Erika and x and Erika");
  assert.deepEqual(placed.map(({ node, start, end }) => node.data.slice(start, end)), ["Erika", "x", "Erika"]);
});

test("restored text is not asked about again, and lengths stay", () => {
  const list = nodes("Dear Erika, [B_1]");
  const asked = question(list, () => [{ start: 5, end: 10 }]);
  assert.equal(asked, `Dear ${DONE.repeat(5)}, [B_1]`);
  assert.equal(asked.length, list[0]?.data.length);
});

test("a range that no longer fits its node is forgotten", () => {
  assert.equal(question(nodes("abc"), () => [{ start: 2, end: 9 }]), "abc");
});

test("any cut of the text into nodes gives the same result", () => {
  const text = "Hi [PERSON_1], iban [IBAN_1][IBAN_2] end";
  const edits = [at(text, "[PERSON_1]", "Erika"), at(text, "[IBAN_1]", "DE00"), at(text, "[IBAN_2]", "")];
  for (let seed = 1; seed < 400; seed++) {
    const cuts = Array.from({ length: seed % 6 }, (_, i) => (seed * 7919 * (i + 1)) % text.length).sort((a, b) => a - b);
    const parts = [0, ...cuts].map((cut, i) => text.slice(cut, cuts[i] ?? text.length));
    const list = nodes(...parts);
    const placed = restoreBlock(list, edits, () => true);
    assert.equal(list.map((n) => n.data).join(""), "Hi Erika, iban DE00 end");
    assert.deepEqual(placed.map(({ node, start, end }) => node.data.slice(start, end)), ["Erika", "DE00", ""]);
  }
});

test("very many in one node are one replacement, unless places in it have to stay", () => {
  const text = "a [A_1] ".repeat(500);
  const edits = Array.from({ length: 500 }, (_, i) => ({ start: 8 * i + 2, length: 5, text: "Erika Probe" }));
  for (const free of [true, false]) {
    const [node] = nodes(text) as [Node_];
    let calls = 0;
    const replaced = node.replaceData.bind(node);
    node.replaceData = (...given) => {
      calls++;
      replaced(...given);
    };
    const placed = restoreBlock([node], edits, () => free);
    assert.equal(node.data, "a Erika Probe ".repeat(500));
    assert.ok(placed.every(({ start, end }) => node.data.slice(start, end) === "Erika Probe"));
    assert.equal(placed.length, 500);
    assert.equal(calls, free ? 1 : 500);
  }
});
