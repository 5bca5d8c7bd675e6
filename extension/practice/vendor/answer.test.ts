/** The vendor echoes what it got, in the manners of language models, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerTo, mangle, placeholders, type Manner } from "./answer.ts";

test("each manner", () => {
  const written: Record<Manner, string> = {
    exact: "[TAX_ID_1]",
    lower: "[tax_id_1]",
    open: "[TAX_ID_1",
    closed: "TAX_ID_1]",
    bare: "TAX_ID_1",
    space: "[TAX ID 1]",
    genitive: "[TAX_ID_1]s",
  };
  for (const [manner, text] of Object.entries(written)) assert.equal(mangle("[TAX_ID_1]", manner as Manner), text);
});

test("an answer names every placeholder of the conversation, in prose, list, table and code", () => {
  for (const prompt of ["Bitte an [PERSON_1] und [EMAIL_1] schreiben", "Please write to [PERSON_1] and [EMAIL_1]"]) {
    const answer = answerTo(prompt, ["[IBAN_1]"]);
    for (const name of ["person_1", "email_1", "iban_1"]) assert.ok(answer.toLowerCase().includes(name));
    for (const part of ["\n- ", "\n| ", "```", "> ", "[IBAN 1]", "[PERSON_1 "]) assert.ok(answer.includes(part), part);
  }
  assert.ok(answerTo("für [PERSON_1]", []).includes("[PERSON_1]s"));
});

test("without placeholders it repeats nothing of the prompt", () => {
  assert.deepEqual(placeholders([answerTo("Bitte an Frau Vollbrecht schreiben", [])]), []);
  assert.ok(!answerTo("Bitte an Frau Vollbrecht schreiben", []).includes("Vollbrecht"));
  assert.ok(answerTo("Bitte dekliniere Frau Nebeltau", []).includes("Nebeltaus Anliegen"));
});
