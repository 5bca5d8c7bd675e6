/**
 * Sends counts to the company's server, where there is a ground for it: the
 * user's consent, or a basis that the company states in its configuration.
 * Counts from before that ground are never sent.
 *
 * A day goes out once, after it is over and after a random delay, so that the
 * time of arrival says nothing about the day. A day that the server never
 * answered for is tried again; one whose sending was cut off may have arrived
 * and is not sent twice. What went out is kept here for the user to read.
 */
import type { Box } from "../lib/box.ts";
import type { SentReport } from "../lib/messages.ts";
import { Queue } from "../lib/queue.ts";
import type { Settings } from "../policy/settings.ts";
import { addTally, cleanDays, isEmpty, since, type Days, type Tally } from "./counts.ts";
import { dayOf, daysBefore } from "./day.ts";

export interface ReportOptions {
  box: Box;
  settings(): Promise<Settings>;
  /** The body as docs/spec/report.md has it; made by agent.wasm. */
  encode(day: string, counts: Tally): Promise<Uint8Array<ArrayBuffer>>;
  /** Resolves with the status; throws when there was no answer. */
  post(url: string, key: string, body: Uint8Array<ArrayBuffer>): Promise<number>;
  now(): Date;
  random?(): number;
}

interface Plan {
  /** Not before this moment; random, so that arrival times say nothing. */
  after: number;
  failures: number;
}

const PENDING = "reports.pending";
const SENDING = "reports.sending";
const PLAN = "reports.plan";
const SENT = "reports.sent";
const CONSENT = "reports.consent";

const KEPT_DAYS = 14;
const KEPT_LINES = 60;
const MINUTE = 60_000;
const LONGEST_DELAY = 4 * 60 * MINUTE;
const LONGEST_WAIT = 24 * 60 * MINUTE;

export class Reports {
  readonly #options: Required<ReportOptions>;
  readonly #queue = new Queue();

  constructor(options: ReportOptions) {
    this.#options = { random: Math.random, ...options };
  }

  async consent(): Promise<boolean> {
    return (await this.#options.box.get(CONSENT)) === true;
  }

  /** Withdrawing also drops what was counted and not yet sent. */
  async setConsent(given: boolean): Promise<void> {
    await this.#queue.run(PENDING, async () => {
      await this.#options.box.set(CONSENT, given);
      if (!given) await this.#options.box.remove([PENDING, PLAN]);
    });
  }

  /** Whether counts may leave this device now. */
  async permitted(): Promise<boolean> {
    const settings = await this.#options.settings();
    if (settings.serverUrl === null || settings.enrolmentKey === null) return false;
    if (settings.reports === "off") return false;
    return settings.reports === "agreement" || this.consent();
  }

  /** Notes counts for sending, if there is a ground; otherwise they stay local. */
  async add(tally: Tally): Promise<void> {
    if (!(await this.permitted())) return;
    await this.#queue.run(PENDING, async () => {
      const today = dayOf(this.#options.now());
      const days = await this.#pending();
      days[today] = addTally(days[today] ?? {}, tally);
      await this.#options.box.set(PENDING, days);
    });
    if ((await this.#options.settings()).reportEvery === "prompt") await this.flush();
  }

  /** Sends the days that are over and due. Never throws. */
  async due(): Promise<void> {
    await this.#queue.run(PENDING, async () => {
      await this.#settleCutOff();
      if (!(await this.permitted())) return;
      const today = dayOf(this.#options.now());
      const over = Object.keys(await this.#pending()).filter((day) => day < today);
      if (over.length === 0) return;
      const plan = await this.#plan();
      if (plan.after <= this.#options.now().getTime()) await this.#send(over, plan);
    });
  }

  /** Sends everything noted, today included; for demonstrations on one machine. */
  async flush(): Promise<void> {
    await this.#queue.run(PENDING, async () => {
      await this.#settleCutOff();
      if (!(await this.permitted())) return;
      await this.#send(Object.keys(await this.#pending()), { after: 0, failures: 0 });
    });
  }

  /** Newest first. */
  async sent(): Promise<SentReport[]> {
    const lines = await this.#options.box.get(SENT);
    return Array.isArray(lines) ? (lines as SentReport[]) : [];
  }

  async #pending(): Promise<Days> {
    const days = cleanDays(await this.#options.box.get(PENDING));
    return since(days, daysBefore(this.#options.now(), KEPT_DAYS));
  }

  /** The moment from which to send; drawn once for each time that days become due. */
  async #plan(): Promise<Plan> {
    const kept = (await this.#options.box.get(PLAN)) as Plan | undefined;
    if (kept && typeof kept.after === "number" && typeof kept.failures === "number") return kept;
    const plan = { after: this.#options.now().getTime() + this.#options.random() * LONGEST_DELAY, failures: 0 };
    await this.#options.box.set(PLAN, plan);
    return plan;
  }

  async #send(days: string[], plan: Plan): Promise<void> {
    const { serverUrl, enrolmentKey } = await this.#options.settings();
    if (serverUrl === null || enrolmentKey === null) return;
    for (const day of [...days].sort()) {
      const pending = await this.#pending();
      const tally = pending[day] ?? {};
      const rest = Object.fromEntries(Object.entries(pending).filter(([other]) => other !== day));
      if (isEmpty(tally)) {
        await this.#options.box.set(PENDING, rest);
        continue;
      }
      const status = await this.#attempt(`${serverUrl}/v1/reports`, enrolmentKey, day, tally, rest);
      if (status === "failed") {
        await this.#postpone(plan);
        return;
      }
    }
    await this.#options.box.remove(PLAN);
  }

  async #attempt(url: string, key: string, day: string, tally: Tally, rest: Days): Promise<SentReport["outcome"] | "failed"> {
    let body: Uint8Array<ArrayBuffer>;
    try {
      body = await this.#options.encode(day, tally);
    } catch {
      return "failed";
    }
    const line = { day, sentOn: dayOf(this.#options.now()), body: new TextDecoder().decode(body).trimEnd() };
    // From here on the day counts as sent, should the background be stopped.
    await this.#options.box.set(SENDING, line);
    await this.#options.box.set(PENDING, rest);
    let status: number;
    try {
      status = await this.#options.post(url, key, body);
    } catch {
      status = 0;
    }
    if (status === 202) return this.#log({ ...line, outcome: "accepted" });
    if (status === 400 || status === 413) return this.#log({ ...line, outcome: "refused" });
    await this.#options.box.set(PENDING, { ...rest, [day]: tally });
    await this.#options.box.remove(SENDING);
    return "failed";
  }

  async #log(line: SentReport): Promise<SentReport["outcome"]> {
    await this.#options.box.set(SENT, [line, ...(await this.sent())].slice(0, KEPT_LINES));
    await this.#options.box.remove(SENDING);
    return line.outcome;
  }

  /** The background was stopped while it sent: nobody knows whether it arrived. */
  async #settleCutOff(): Promise<void> {
    const line = (await this.#options.box.get(SENDING)) as SentReport | undefined;
    if (line) await this.#log({ ...line, outcome: "unconfirmed" });
  }

  async #postpone(plan: Plan): Promise<void> {
    const failures = plan.failures + 1;
    const wait = Math.min(15 * MINUTE * 2 ** (failures - 1), LONGEST_WAIT) * (0.5 + this.#options.random() / 2);
    await this.#options.box.set(PLAN, { after: this.#options.now().getTime() + wait, failures });
  }
}
