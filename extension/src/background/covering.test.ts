import assert from "node:assert/strict";
import { test } from "node:test";
import { covering } from "./covering.ts";

const TEXT = "Talvine Nebeltau, Max Meier";

test("what lies within, or touches with blanks and commas only, is covered; what is left beside it is not", () => {
  const known = [{ start: 0, length: 16 }];
  const cases: [number, number, boolean][] = [
    [0, 7, true],
    [0, 16, true],
    [8, 10, true],
    [8, 13, false],
    [18, 9, false],
  ];
  for (const [start, length, wanted] of cases) assert.equal(covering(TEXT, known)({ start, length }), wanted, `${start} ${length}`);
});

test("many findings and stretches, in order", () => {
  const covered = covering("a b c d", [0, 4].map((start) => ({ start, length: 1 })));
  assert.deepEqual([0, 2, 4, 6].map((start) => covered({ start, length: 1 })), [true, false, true, false]);
  assert.equal(covering("a", [])({ start: 0, length: 1 }), false);
});
