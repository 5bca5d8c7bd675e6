/**
 * What the policy does with one finding, from three things in this order: an
 * action that the company set for the class, else the rule's own stage, held
 * down for classes that are harmless alone; then the mode as upper limit, which
 * also says how what is replaced is replaced: silently, shown, after a question.
 */
import { ACTIONS, type Action, type Mode, type Rights } from "../lib/messages.ts";
import { harmless, isCategory } from "./categories.ts";
import type { Settings } from "./settings.ts";

/** Modes under which nothing is replaced; the others leave a class what the company set for it. */
const limits: Partial<Record<Mode, Action>> = { off: "off", count: "count", warn: "warn" };

export function isAction(value: unknown): value is Action {
  return (ACTIONS as readonly unknown[]).includes(value);
}

/** Whether such a finding is replaced before the prompt is sent. */
export function isReplaced(action: Action): boolean {
  return action === "silent" || action === "mask" || action === "ask";
}

/** Whether such a finding must not leave as it is. */
export function mustNotLeave({ action }: { action: Action }): boolean {
  return isReplaced(action) || action === "block";
}

/** Whether the person sees such a finding while typing. */
export function isShown({ action }: { action: Action }): boolean {
  return action === "warn" || action === "mask" || action === "ask" || action === "block";
}

/** An unknown class or stage counts as something to mask. */
export function actionFor(settings: Pick<Settings, "mode" | "categories">, category: string, stage: string): Action {
  const { mode } = settings;
  const own = isCategory(category) ? settings.categories[category] : undefined;
  const action = least(own ?? byRule(category, stage), limits[mode] ?? "block");
  if (mode === "block") return isReplaced(action) ? "block" : action;
  return action === "mask" && isReplaced(mode) ? mode : action;
}

function byRule(category: string, stage: string): Action {
  const rule = isAction(stage) ? stage : "mask";
  return isCategory(category) && harmless.has(category) ? least(rule, "count") : rule;
}

/** Whether a class that is not masked by default has to be looked for when masking. */
export function widens(settings: Pick<Settings, "categories">): boolean {
  return Object.entries(settings.categories).some(([name, action]) => {
    return isCategory(name) && harmless.has(name) && mustNotLeave({ action });
  });
}

/**
 * What the user may do; about findings there is nothing to decide where nothing would
 * be replaced. `invented`: answers may hold invented names.
 */
export function rightsOf({ mode, allowExceptions, allowOriginal, allowDictation, copyOriginals }: Settings, invented: boolean): Rights {
  const some = isReplaced(mode);
  return {
    exceptions: some && allowExceptions,
    originals: some && allowOriginal,
    dictation: some && allowDictation,
    copies: copyOriginals,
    invented,
  };
}

/** Whether this mode can replace anything at all. */
export function replaces(mode: Mode): boolean {
  return mustNotLeave({ action: mode });
}

function least(a: Action, b: Action): Action {
  return ACTIONS.indexOf(a) <= ACTIONS.indexOf(b) ? a : b;
}
