/**
 * What the policy does with one finding, from three things in this order: an
 * action that the company set for the class, else the rule's own stage, held
 * down for classes that are harmless alone; then the mode as upper limit.
 */
import type { Action, Mode } from "../lib/messages.ts";
import { harmless, isCategory } from "./categories.ts";
import type { Settings } from "./settings.ts";

const order: readonly Action[] = ["off", "count", "warn", "mask", "block"];

/** The most that a mode does; "ask" masks after asking, on the page's side. */
const limits: Readonly<Record<Mode, Action>> = {
  off: "off",
  count: "count",
  warn: "warn",
  ask: "block",
  mask: "block",
  block: "block",
};

export function isAction(value: unknown): value is Action {
  return (order as readonly unknown[]).includes(value);
}

/** An unknown class or stage counts as something to mask. */
export function actionFor(settings: Pick<Settings, "mode" | "categories">, category: string, stage: string): Action {
  const action = least(wanted(settings, category, stage), limits[settings.mode]);
  return settings.mode === "block" && action === "mask" ? "block" : action;
}

function wanted(settings: Pick<Settings, "categories">, category: string, stage: string): Action {
  const own = isCategory(category) ? settings.categories[category] : undefined;
  if (own) return own;
  const rule = isAction(stage) ? stage : "mask";
  return isCategory(category) && harmless.has(category) ? least(rule, "count") : rule;
}

/** Whether a class that is not masked by default has to be looked for when masking. */
export function widens(settings: Pick<Settings, "categories">): boolean {
  return Object.entries(settings.categories).some(([name, action]) => {
    return isCategory(name) && harmless.has(name) && (action === "mask" || action === "block");
  });
}

/** Whether this mode can replace anything at all. */
export function replaces(mode: Mode): boolean {
  return order.indexOf(limits[mode]) >= order.indexOf("mask");
}

function least(a: Action, b: Action): Action {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}
