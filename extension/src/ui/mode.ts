/** Shows the mode, and lets the user choose it where no company did. */
import { text } from "../lib/ext.ts";
import type { Mode, Overview } from "../lib/messages.ts";
import { h } from "./dom.ts";
import { panel } from "./panel-client.ts";
import { stateKey } from "./states.ts";

const modes: readonly Mode[] = ["mask", "silent", "ask", "block", "warn", "count", "off"];

/** `done` is called when another mode is in force; under a heading the label is for screen readers only. */
export function modeChoice({ value, locked }: Overview["mode"], done: () => Promise<void>, headed = false): HTMLElement {
  const choose = (event: Event) => {
    const mode = (event.currentTarget as HTMLSelectElement).value as Mode;
    void panel.ask("setMode", { mode }).then(done, done);
  };
  const select = h(
    "select",
    { id: "mode", onchange: choose, disabled: locked, ...(locked ? { "aria-describedby": "mode-locked" } : {}) },
    ...modes.map((mode) => h("option", { value: mode, selected: mode === value }, text(stateKey("mode", mode)))),
  );
  return h(
    "div",
    {},
    h("div", { class: "row" }, h("label", { for: "mode", class: headed ? "unseen" : "" }, text("mode")), select),
    locked && h("p", { id: "mode-locked", class: "dim small" }, text("mode_locked")),
  );
}
