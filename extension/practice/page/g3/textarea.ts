/** A plain textarea as the text box. Its owner keeps no copy of the text: the element is the state. */
import { filesOf, type Field, type FieldOptions } from "../field.ts";

export function makeTextarea(parent: HTMLElement, options: FieldOptions): Field {
  const area = document.createElement("textarea");
  for (const [name, value] of Object.entries(options.attributes)) area.setAttribute(name, value);
  area.placeholder = options.placeholder;
  area.rows = 2;
  area.value = options.text;
  area.addEventListener("input", () => options.changed(area.value));
  area.addEventListener("paste", (event) => {
    const files = filesOf(event.clipboardData, options.pastedName);
    if (files.length === 0) return;
    event.preventDefault();
    options.files(files);
  });
  parent.append(area);
  return {
    dom: area,
    text: () => area.value,
    replace(text) {
      area.value = text;
      options.changed(text);
    },
    focus: () => area.focus(),
    destroy: () => area.remove(),
  };
}
