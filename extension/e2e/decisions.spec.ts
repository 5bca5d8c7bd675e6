/**
 * What the person may decide about a finding: that it is no personal data, once or
 * always; that its original is sent, after a confirmation that no page can press.
 * And what the policy forbids.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DELAY } from "../src/background/originals.ts";
import type { Page } from "./rig/browser.ts";
import { promptOf, type Chat } from "./rig/chat.ts";
import { sendBody } from "./rig/routes.ts";
import { inBrowsers, type Stage } from "./rig/stage.ts";
import { reason, texts } from "./rig/texts.ts";

const MAIL = "info@musterwerk.example";
const TEXT = `Gruß an Frau Vollbrecht, ${MAIL}`;
const NAME = { text: "Vollbrecht", category: "PERSON" };

/** A text of the extension with its value, in each language. */
const said = (key: string, value: string): string[] => texts(key).map((text) => text.replace("$1", value));

async function typed(stage: Stage, text = TEXT, query?: string): Promise<Chat> {
  const chat = await stage.chat(query);
  await chat.type(text);
  await chat.reads(said("page_pill_calm", "2"));
  return chat;
}

/** A click that comes too soon counts for nothing; the person has read by then. */
const settled = (): Promise<unknown> => new Promise((read) => setTimeout(read, 500));

async function review(chat: Chat, pill: string[]): Promise<void> {
  await chat.page.clickButton(pill);
  await chat.reads(texts("page_review_title"));
  await settled();
}

/** What the card says about each value: its row from the value to the value of the next. */
async function rows(chat: Chat, values: string[]): Promise<string[]> {
  const all = await chat.page.deepText();
  const card = all.slice(all.search(new RegExp(texts("page_review_title").join("|"))));
  const starts = values.map((value) => card.indexOf(value));
  return starts.map((start, i) => card.slice(start, starts[i + 1]));
}

/** Chooses a reason in the window that asks. */
const choose = (window: Page, code: string): Promise<void> =>
  window.evaluate((value) => {
    const select = document.querySelector<HTMLSelectElement>("#reason")!;
    select.value = value;
    select.dispatchEvent(new Event("change"));
  }, code);

/** Whether the button that sends originals can be pressed. */
const open = (window: Page): Promise<boolean> => window.evaluate(() => !document.querySelector<HTMLButtonElement>("#send")!.disabled);

/** Presses it once the wait is over. The mouse stands on it before: to come into the window begins the wait anew. */
async function press(window: Page): Promise<void> {
  await window.hover("#cancel");
  await window.click("#send");
}

/** Opens the window that asks whether to send the original of the first finding in the card. */
async function askForOriginal(stage: Stage, chat: Chat): Promise<Page> {
  await review(chat, said("page_pill_calm", "2"));
  await chat.page.clickButton(texts("page_send_original"));
  const window = await stage.browser.extensionWindow("consent.html");
  await window.waitFor(() => document.querySelector("#cancel"), { what: "the question is there" });
  return window;
}

/** Today's counts on this device: "class action number", with the names of the texts in any language. */
const counted = async (stage: Stage): Promise<string[]> => {
  const popup = await stage.browser.openExtensionPage("popup.html");
  const cells = await popup.waitFor(() => document.querySelector("table") && [...document.querySelectorAll("table tr")].map((row) => [...row.children].map((cell) => cell.textContent)), { what: "today's counts" });
  await popup.close();
  const [[, ...actions], ...classes] = cells as [string[], ...string[][]];
  return classes.flatMap(([name, ...numbers]) => numbers.flatMap((n, i) => (n === "0" ? [] : [`${name} ${actions[i]} ${n}`])));
};
/** That many findings of a class met an action, as the table says it. */
const line = (category: string, action: string, n: number): string[] =>
  texts(`category_${category}`).map((name, i) => `${name} ${texts(`counted_${action}`)[i]} ${n}`);
const assertCounted = (counts: string[], category: string, action: string, n: number): void =>
  assert.ok(line(category, action, n).some((wanted) => counts.includes(wanted)), `${category} ${action} ${n} is not in: ${counts.join(", ")}`);

inBrowsers("not personal data", {}, (stage) => {
  it("the card shows each finding, its class, its rule and what it becomes", async () => {
    const iban = "DE24 7015 0000 0094 6173 20";
    const chat = await typed(stage, `Gruß an Frau Vollbrecht, Konto ${iban}`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.reads(texts("because_check_passed"));
    const [person = "", account = ""] = await rows(chat, ["Vollbrecht", iban]);
    const says = (row: string, anyOf: string[]): void => assert.ok(anyOf.some((text) => row.includes(text)), `${anyOf[0]} is not in: ${row}`);
    says(person, ["[PERSON_1]"]);
    says(person, texts("category_person"));
    says(person, texts("because_pattern"));
    says(account, ["[IBAN_1]"]);
    says(account, texts("category_iban"));
    says(account, texts("because_check_passed"));
    assert.ok(!texts("because_check_passed").some((text) => person.includes(text)), person);
    await chat.page.press("Escape");
    assert.equal(await chat.page.evaluate(() => document.activeElement?.id), "prompt-textarea", "the focus goes back");
    await chat.page.close();
  });

  it("once: stays in this prompt, is replaced in the next", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.page.clickButton(texts("page_once")); // the first row
    await chat.reads(texts("page_stays"));
    await chat.reads(said("page_pill_calm", "1"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), `${MAIL}, Frau [PERSON_1]`);
    await chat.page.click("#prompt-textarea");
    await chat.type(MAIL);
    assert.match(await chat.send(), /^\[EMAIL_\d\]$/);
    await chat.page.close();
  });

  it("always: stays in every conversation, is listed without its text, and can be taken back", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.page.clickButton(texts("page_always"));
    await chat.reads(texts("page_stays"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), `${MAIL}, Frau [PERSON_1]`);
    await chat.page.close();

    const other = await stage.chat();
    await other.type(MAIL);
    assert.equal(await other.send(), MAIL);
    assertCounted(await counted(stage), "email", "allowed", 3); // with the one excepted once

    const options = await stage.browser.openExtensionPage("options.html");
    await options.waitFor(() => document.querySelector(".withdraw"), { what: "the exception is listed" });
    assert.doesNotMatch(await options.evaluate(() => document.body.innerText), /musterwerk/);
    await options.click(".withdraw");
    await options.waitFor(() => document.querySelector(".withdraw") === null, { what: "the exception is gone" });
    await options.close();
    await other.page.front();
    await other.page.click("#prompt-textarea");
    await other.type(`An ${MAIL}`);
    assert.match(await other.send(), /^An \[EMAIL_\d\]$/);
    await other.page.close();
  });

  it("replaced after all: taken back in the card, before the prompt has left", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    await review(chat, said("page_pill_calm", "2"));
    await chat.page.clickButton(texts("page_always"));
    await chat.reads(texts("page_waived_always"));
    await settled();
    await chat.page.clickButton(texts("page_protect"));
    await chat.reads(said("page_pill_calm", "2"));
    await chat.page.press("Escape");
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), "[EMAIL_1], Frau [PERSON_1]");
    await chat.page.close();
  });
});

inBrowsers("an original", { company: () => Promise.resolve({ originalReason: true }) }, (stage) => {
  it("leaves after a confirmation in a window of the extension, once; the rest is replaced", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    const window = await askForOriginal(stage, chat);
    assert.equal(chat.sends.length, 0);
    assert.match(await window.evaluate(() => document.querySelector(".text div")?.textContent ?? ""), /^info@musterwerk\.example, Frau \[PERSON_1\]$/);
    await choose(window, "public");
    await press(window);
    assert.equal(await chat.arrived(), `${MAIL}, Frau [PERSON_1]`);
    assert.equal(chat.sends.length, 1);
    chat.assertNoLeak([NAME]);
    await chat.page.waitFor((answer) => [...document.querySelectorAll(answer)].at(-1)?.textContent?.includes("Vollbrecht"), { what: "the answer shows the original of what was replaced" }, chat.marks.answer);
    const counts = await counted(stage);
    assertCounted(counts, "email", "allowed", 1);
    assertCounted(counts, "person", "masked", 1);

    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    await chat.type(`${MAIL}, Frau Vollbrecht`);
    assert.equal(await chat.send(), "[EMAIL_1], Frau [PERSON_1]");
    const options = await stage.browser.openExtensionPage("options.html");
    await options.waitFor((words) => words.some((word) => document.body.innerText.includes(word)), { what: "the reason is listed" }, texts("original_public"));
    await options.close();
    await chat.page.close();
  });

  it("needs the reason that the policy asks for, also once the wait is over", async () => {
    const chat = await typed(stage);
    const window = await askForOriginal(stage, chat);
    await choose(window, "agreed");
    await window.waitFor(() => !document.querySelector<HTMLButtonElement>("#send")!.disabled, { what: "the wait is over" });
    await choose(window, "");
    assert.equal(await open(window), false);
    await window.click("#send", { disabled: true });
    assert.ok(await window.evaluate(() => document.querySelector("#send")), "the question is still there");
    await window.close();
    await chat.page.close();
  });

  it("a press counts only a moment after the window came into sight, and anew each time that it does", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    const window = await askForOriginal(stage, chat);
    await choose(window, "own");
    await window.hover("#cancel");
    await window.waitFor(() => !document.querySelector<HTMLButtonElement>("#send")!.disabled, { what: "the wait is over" });
    // From here on the window's clock stands until the test lets it go on.
    await window.evaluate((delay) => {
      const waits: (() => void)[] = [];
      const { setTimeout: real } = globalThis;
      Object.assign(globalThis, { waits, setTimeout: (then: () => void, ms: number) => (ms === delay ? -waits.push(then) : real(then, ms)) });
    }, DELAY);
    for (const again of ["focus", "blur", "visibilitychange", "pointerenter"]) {
      await window.evaluate((type) => {
        const target = { visibilitychange: document, pointerenter: document.documentElement }[type] ?? globalThis;
        target.dispatchEvent(new PointerEvent(type, { pointerType: "mouse" }));
      }, again);
      assert.equal(await open(window), false, again);
      await window.click("#send", { disabled: true });
      assert.ok(await window.evaluate(() => document.querySelector("#send:disabled")), `${again}: the question is still there`);
      await window.evaluate(() => (globalThis as unknown as { waits: (() => void)[] }).waits.at(-1)!());
      assert.equal(await open(window), true, again);
    }
    assert.equal(chat.sends.length, 0);
    await press(window);
    assert.equal(await chat.arrived(), `${MAIL}, Frau [PERSON_1]`);
    await chat.page.close();
  });

  it("without a yes nothing leaves: closing the window, or a press by script, is none", async () => {
    const chat = await typed(stage);
    const window = await askForOriginal(stage, chat);
    await choose(window, "own");
    await window.waitFor(() => !document.querySelector<HTMLButtonElement>("#send")?.disabled, { what: "the delay is over" });
    await window.evaluate(() => document.querySelector<HTMLButtonElement>("#send")?.click());
    await window.close();
    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1], [EMAIL_1]");
    chat.assertNoLeak([NAME, { text: MAIL, category: "EMAIL" }]);
    await chat.page.close();
  });

  it("goes nowhere else: what the page sends of that text before the prompt is masked or refused, and the prompt still leaves", async () => {
    const chat = await typed(stage, `${MAIL}, Frau Vollbrecht`);
    // The prompt is allowed, but the page does not send it yet.
    await chat.page.evaluate((send) => {
      globalThis.addEventListener("click", (event) => {
        if (!(event.target instanceof Element && event.target.closest(send))) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        Object.assign(globalThis, { allowed: true });
      }, { capture: true });
    }, chat.marks.send);
    const window = await askForOriginal(stage, chat);
    await choose(window, "public");
    await press(window);
    await chat.page.waitFor(() => "allowed" in globalThis, { what: "the prompt is about to leave" });
    const say = (path: string, method: string, body: string): Promise<number | "refused"> =>
      chat.page.evaluate((...[url, how, json]) => fetch(url, { method: how, headers: { "content-type": "application/json" }, body: json }).then(({ status }) => status, () => "refused" as const), path, method, body);
    const allowed = `${MAIL}, Frau [PERSON_1]`;
    await say("/backend-api/conversation/6f0e7a52-93f1-4a58-8a57-0b9c3d1e2f40", "PATCH", JSON.stringify({ title: allowed }));
    assert.equal(await say("/backend-api/notes/new", "POST", JSON.stringify({ note: allowed })), "refused");
    chat.assertNoLeak([NAME, { text: MAIL, category: "EMAIL" }]);
    assert.equal(await say("/backend-api/f/conversation", "POST", sendBody(allowed)), 200);
    assert.equal(await say("/backend-api/f/conversation", "POST", sendBody(allowed)), 200);
    assert.deepEqual(chat.sends.map(promptOf), [allowed, "[EMAIL_1], Frau [PERSON_1]"]);
    await chat.page.close();
  });

  it("a text that was changed meanwhile is not sent", async () => {
    const chat = await typed(stage);
    const window = await askForOriginal(stage, chat);
    await chat.page.front();
    await chat.page.click("#prompt-textarea");
    await chat.page.press("Control+End");
    await chat.type("!");
    await window.front();
    await choose(window, "own");
    await press(window);
    await chat.reads(reason("text-changed"));
    assert.equal(chat.sends.length, 0);
    await chat.page.close();
  });
});

inBrowsers("decisions that the policy forbids", { company: () => Promise.resolve({ allowExceptions: false, allowOriginal: false }) }, (stage) => {
  it("are not offered", async () => {
    const chat = await typed(stage);
    await review(chat, said("page_pill_calm", "2"));
    const all = await chat.page.deepText();
    for (const key of ["page_always", "page_send_original"]) for (const text of texts(key)) assert.ok(!all.includes(text), text);
    await chat.page.close();
  });
});

const PER_CLASS = { PERSON: "ask", EMAIL: "silent", IBAN: "block", PHONE: "off", IP: "count", PLATE: "warn" };
inBrowsers("actions per class", { company: () => Promise.resolve({ categories: PER_CLASS }) }, (stage) => {
  it("off is nothing, count is counted, warn is shown: all three are sent as they are", async () => {
    const chat = await stage.chat();
    const text = "Tel. 030 90182056, Kennzeichen HH-AB 123, Server 203.0.113.7";
    await chat.type(text);
    await chat.reads(said("page_pill_warn", "1"));
    const marked = await chat.page.evaluate(() => [...CSS.highlights].flatMap(([, ranges]) => [...ranges].map((range) => (range as Range).toString())));
    assert.deepEqual(marked, ["HH-AB 123"]);
    assert.equal(await chat.send(), text);
    const counts = await counted(stage);
    assertCounted(counts, "plate", "warned", 1);
    assertCounted(counts, "ip", "kept", 1);
    assert.equal(counts.length, 2, counts.join(", "));
    await chat.page.close();
  });

  it("silent is replaced without a word, ask asks first, block keeps all", async () => {
    const chat = await stage.chat();
    await chat.type(MAIL);
    assert.equal(await chat.send(), "[EMAIL_1]");
    assert.ok(!(await chat.page.deepText()).includes(said("page_pill_calm", "1")[0]!));

    await chat.page.click("#prompt-textarea");
    await chat.type("Gruß an Frau Vollbrecht");
    await chat.submit();
    await chat.reads(texts("page_ask_title"));
    await chat.page.press("Enter");
    assert.equal(await chat.arrived(), "Gruß an Frau [PERSON_1]");

    await chat.page.click("#prompt-textarea");
    await chat.type("Konto DE24 7015 0000 0094 6173 20");
    await chat.submit();
    await chat.reads(reason("policy-blocks"));
    assert.equal(chat.sends.length, 2);
    chat.assertNoLeak([NAME, { text: MAIL, category: "EMAIL" }]);
    await chat.page.close();
  });
});

inBrowsers("mode count", { company: () => Promise.resolve({ mode: "count" }) }, (stage) => {
  it("counts, shows nothing, sends as it is", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau Vollbrecht");
    assert.equal(await chat.page.evaluate(() => [...CSS.highlights].reduce((sum, [, h]) => sum + h.size, 0)), 0);
    assertCounted(await counted(stage), "person", "kept", 1);
    await chat.page.close();
  });
});

inBrowsers("mode silent", { company: () => Promise.resolve({ mode: "silent" }) }, (stage) => {
  it("replaces, and marks nothing while typing", async () => {
    const chat = await stage.chat();
    await chat.type("Gruß an Frau Vollbrecht");
    assert.equal(await chat.send(), "Gruß an Frau [PERSON_1]");
    assert.equal(await chat.page.evaluate(() => CSS.highlights.get("deckname-person")?.size ?? 0), 0);
    chat.assertNoLeak([NAME]);
    await chat.page.close();
  });
});
