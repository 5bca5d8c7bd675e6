/** What the background does without being asked, and how often. */
import { ext } from "../lib/ext.ts";

export type Chore = "update" | "reports" | "sweep" | "tickets";

const minutes: Readonly<Record<Exclude<Chore, "tickets">, { period: number; spread: number }>> = {
  update: { period: 60, spread: 15 },
  reports: { period: 30, spread: 10 },
  sweep: { period: 60, spread: 5 },
};

/** Sets the alarms that are missing; the spread keeps browsers from asking all at once. */
export async function setAlarms(random: () => number = Math.random): Promise<void> {
  const set = new Set((await ext.alarms.getAll()).map((alarm) => alarm.name));
  for (const [name, { period, spread }] of Object.entries(minutes)) {
    if (set.has(name)) continue;
    await ext.alarms.create(name, {
      delayInMinutes: 1 + random() * spread,
      periodInMinutes: period + random() * spread,
    });
  }
}

export function isChore(name: string): name is Chore {
  return name === "tickets" || Object.hasOwn(minutes, name);
}

/** Starts the background after the life of a ticket, should it have been stopped meanwhile: each start sweeps. */
export function setTicketAlarm(): void {
  void ext.alarms.create("tickets", { delayInMinutes: 0.5 });
}
