import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeBox } from "../../test/fakes.ts";
import { settle } from "../policy/settings.ts";
import { addTally, cleanTally, Counts, MOST, type Tally } from "./counts.ts";
import { dayOf, daysBefore } from "./day.ts";
import { Reports, type ReportOptions } from "./reports.ts";

const HOUR = 3_600_000;
const NOON = new Date(2026, 10, 24, 12).getTime();
const one: Tally = { EMAIL: { masked: 1 } };
const values = { serverUrl: "http://127.0.0.1:8787", enrolmentKey: "key-1", reports: "agreement" };

function reports(changed: Record<string, unknown> = {}, options: Partial<ReportOptions> = {}) {
  const box = fakeBox();
  const clock = { now: NOON };
  const posts: { url: string; key: string; body: unknown }[] = [];
  const answers: (number | Error)[] = [];
  const { settings } = settle([{ origin: "company", values: { ...values, ...changed } }]);
  const open = () =>
    new Reports({
      box,
      settings: () => Promise.resolve(settings),
      encode: async (day, counts) => new TextEncoder().encode(JSON.stringify({ day, counts }).padEnd(200)),
      post: async (url, key, body) => {
        posts.push({ url, key, body: JSON.parse(new TextDecoder().decode(body)) });
        const answer = answers.shift() ?? 202;
        if (typeof answer !== "number") throw answer;
        return answer;
      },
      now: () => new Date(clock.now),
      random: () => 0.5,
      ...options,
    });
  /** The alarm: once to draw the delay, once after it. */
  const nextDay = async (r: Reports) => {
    clock.now += 24 * HOUR;
    await r.due();
    clock.now += 4 * HOUR;
    await r.due();
  };
  return { box, clock, posts, answers, open, reports: open(), nextDay };
}

test("days are local and change at local midnight", () => {
  assert.equal(dayOf(new Date(2026, 0, 9, 0, 0, 0)), "2026-01-09");
  assert.equal(dayOf(new Date(2026, 0, 8, 23, 59, 59)), "2026-01-08");
  assert.equal(daysBefore(new Date(2026, 2, 1, 12), 1), "2026-02-28");
});

test("counts keep known classes and actions with whole positive numbers only", () => {
  const junk = { EMAIL: { masked: 2, kept: -1, warned: 1.5, blocked: "3", text: 1 }, NOSE: { masked: 1 }, IBAN: null, ID: { masked: Infinity } };
  assert.deepEqual(cleanTally(junk), { EMAIL: { masked: 2 } });
  assert.deepEqual(cleanTally("text"), {});
  assert.deepEqual(cleanTally({ ID: { masked: 1e6 } }), { ID: { masked: MOST } });
  assert.deepEqual(addTally({ ID: { masked: MOST } }, { ID: { masked: 5, kept: 1 } }), { ID: { masked: MOST, kept: 1 } });
});

test("counts add up by day, and days older than a month go", async () => {
  const box = fakeBox();
  const clock = { now: new Date(2026, 10, 24, 12) };
  const counts = new Counts(box, () => clock.now);
  await Promise.all([counts.add(one), counts.add(one), counts.add({ IBAN: { blocked: 1 } })]);
  assert.deepEqual(await counts.today(), { EMAIL: { masked: 2 }, IBAN: { blocked: 1 } });
  clock.now = new Date(2026, 11, 30, 12);
  assert.deepEqual(await counts.today(), {});
  await counts.add(one);
  assert.deepEqual(Object.keys(box.held.get("counts") as object), ["2026-12-30"]);
});

test("a day is sent after it is over and after its delay, once", async () => {
  const { reports: r, posts, nextDay, clock } = reports();
  await r.add(one);
  await r.add(one);
  await r.due();
  assert.equal(posts.length, 0, "today is not over");
  clock.now += 24 * HOUR;
  await r.due();
  assert.equal(posts.length, 0, "the delay is not over");
  clock.now += 4 * HOUR;
  await r.due();
  await nextDay(r);
  assert.deepEqual(posts, [
    { url: "http://127.0.0.1:8787/v1/reports", key: "key-1", body: { day: "2026-11-24", counts: { EMAIL: { masked: 2 } } } },
  ]);
});

const grounds: [string, Record<string, unknown>, boolean][] = [
  ["a stated agreement", {}, true],
  ["consent that was not asked for yet", { reports: "consent" }, false],
  ["reports switched off", { reports: "off" }, false],
  ["no enrolment key", { enrolmentKey: 7 }, false],
  ["no server", { serverUrl: 7 }, false],
];
for (const [name, changed, leaves] of grounds) {
  test(`${name}: ${leaves ? "counts leave" : "nothing leaves"}`, async () => {
    const { reports: r, posts, nextDay, box } = reports(changed);
    await r.add(one);
    await nextDay(r);
    await r.flush();
    assert.equal(posts.length, leaves ? 1 : 0);
    if (!leaves) assert.equal(box.held.has("reports.pending"), false);
  });
}

test("consent counts from the moment it is given until it is withdrawn", async () => {
  const { reports: r, posts, nextDay } = reports({ reports: "consent" });
  await r.add({ IBAN: { masked: 7 } });
  await r.setConsent(true);
  await r.add(one);
  await nextDay(r);
  assert.deepEqual(posts.map((p) => (p.body as { counts: Tally }).counts), [one]);
  await r.add(one);
  await r.setConsent(false);
  await nextDay(r);
  assert.equal(posts.length, 1);
});

test("per prompt, a server on this machine hears at once", async () => {
  const { reports: r, posts } = reports({ reportEvery: "prompt" });
  await r.add(one);
  await r.add(one);
  assert.equal(posts.length, 2);
});

for (const status of [0, 401, 429, 500, 503]) {
  test(`${status === 0 ? "no answer" : `status ${status}`}: the day is kept, tried again later, and counted once`, async () => {
    const { reports: r, posts, answers, nextDay, clock } = reports();
    answers.push(status === 0 ? new Error("network") : status);
    await r.add(one);
    await nextDay(r);
    assert.equal(posts.length, 1);
    await r.due();
    assert.equal(posts.length, 1, "not again at once");
    clock.now += HOUR;
    await r.due();
    assert.equal(posts.length, 2);
    assert.deepEqual(posts[1], posts[0]);
    assert.deepEqual((await r.sent()).map((line) => line.outcome), ["accepted"]);
  });
}

test("waits grow while the server stays away", async () => {
  const { reports: r, posts, answers, nextDay, clock, box } = reports();
  answers.push(...Array.from({ length: 6 }, () => 503));
  await r.add(one);
  await nextDay(r);
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    const { after } = box.held.get("reports.plan") as { after: number };
    waits.push(after - clock.now);
    clock.now = after;
    await r.due();
  }
  assert.equal(posts.length, 6);
  assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
  assert.ok(waits[4]! >= 8 * waits[0]!);
});

for (const status of [400, 413]) {
  test(`status ${status}: the server will never take it, so it is not sent again`, async () => {
    const { reports: r, posts, answers, nextDay } = reports();
    answers.push(status);
    await r.add(one);
    await nextDay(r);
    await nextDay(r);
    assert.equal(posts.length, 1);
    assert.deepEqual((await r.sent()).map((line) => line.outcome), ["refused"]);
  });
}

test("a background stopped while sending does not send the day twice", async () => {
  const stopped = reports({}, { post: () => new Promise(() => undefined) });
  await stopped.reports.add(one);
  stopped.clock.now += 24 * HOUR;
  await stopped.reports.due();
  stopped.clock.now += 4 * HOUR;
  void stopped.reports.due();
  while (!stopped.box.held.has("reports.sending")) await new Promise(setImmediate);
  await new Promise(setImmediate);
  let sent = 0;
  const again = new Reports({
    box: stopped.box,
    settings: async () => settle([{ origin: "company", values }]).settings,
    encode: async () => new Uint8Array(1),
    post: async () => (sent++, 202),
    now: () => new Date(stopped.clock.now),
  });
  await again.due();
  assert.equal(sent, 0);
  assert.deepEqual((await again.sent()).map((line) => [line.day, line.outcome]), [["2026-11-24", "unconfirmed"]]);
});

test("what was sent can be read, letter by letter, newest first", async () => {
  const { reports: r, nextDay } = reports();
  await r.add(one);
  await nextDay(r);
  await r.add({ IBAN: { kept: 2 } });
  await nextDay(r);
  const lines = await r.sent();
  assert.deepEqual(lines.map((line) => line.body), [
    '{"day":"2026-11-25","counts":{"IBAN":{"kept":2}}}',
    '{"day":"2026-11-24","counts":{"EMAIL":{"masked":1}}}',
  ]);
  assert.equal(lines[0]?.sentOn, "2026-11-26");
});

test("an encoder that fails sends nothing and keeps the day", async () => {
  const { reports: r, posts, nextDay, box } = reports({}, { encode: () => Promise.reject(new Error("agent")) });
  await r.add(one);
  await nextDay(r);
  assert.equal(posts.length, 0);
  assert.deepEqual(box.held.get("reports.pending"), { "2026-11-24": one });
});

test("days that could not be sent for two weeks are given up", async () => {
  const { reports: r, posts, nextDay, clock } = reports();
  await r.add(one);
  clock.now += 20 * 24 * HOUR;
  await nextDay(r);
  assert.equal(posts.length, 0);
});
