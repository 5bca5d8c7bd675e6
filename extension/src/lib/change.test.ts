import assert from "node:assert/strict";
import { test } from "node:test";
import { changeBetween, updated } from "./change.ts";

for (const [before, after, change] of [
  ["", "", [0, 0, ""]],
  ["abc", "abc", [3, 0, ""]],
  ["abc", "abXc", [2, 0, "X"]],
  ["aaa", "aaaa", [3, 0, "a"]],
  ["aaaa", "aa", [2, 2, ""]],
  ["abc", "", [0, 3, ""]],
  ["x\ud83d\ude42y", "x\ud83d\ude43y", [1, 2, "\ud83d\ude43"]],
  ["\ud83d\ude42", "\ud83e\ude42", [0, 2, "\ud83e\ude42"]],
  ["a\ud83d", "a\ud83d\ude42", [1, 1, "\ud83d\ude42"]],
  ["\ude42b", "\ud83d\ude42b", [0, 1, "\ud83d\ude42"]],
] as const) {
  test(`the change from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
    const { start, removed, by } = changeBetween(before, after);
    assert.deepEqual([start, removed, by], change);
    assert.equal(before.slice(0, start) + by + before.slice(start + removed), after);
  });
}

test("findings before a change stay, those behind move, and the list before is left alone", () => {
  const before = [{ start: 1 }, { start: 5 }, { start: 9 }];
  const copy = structuredClone(before);
  assert.deepEqual(updated(before, { first: 1, removed: 1, findings: [{ start: 4 }, { start: 6 }] }, 2), [{ start: 1 }, { start: 4 }, { start: 6 }, { start: 11 }]);
  assert.deepEqual(before, copy);
});
