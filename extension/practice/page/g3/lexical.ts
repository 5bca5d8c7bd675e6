/** Lexical as the text box, as its plain-text set-up makes it: one paragraph, line breaks in it. */
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import { $createLineBreakNode, $createParagraphNode, $createTextNode, $getRoot, COMMAND_PRIORITY_HIGH, createEditor, PASTE_COMMAND, type LexicalNode } from "lexical";
import { filesOf, type Field, type FieldOptions } from "../field.ts";

export function makeLexical(parent: HTMLElement, options: FieldOptions): Field {
  const { dom, editor } = mounted(parent, options);
  let known = options.text;
  const stops = [
    registerPlainText(editor),
    registerHistory(editor, createEmptyHistoryState(), 300),
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const files = filesOf(event instanceof ClipboardEvent ? event.clipboardData : null, options.pastedName);
        if (files.length === 0) return false;
        event.preventDefault();
        options.files(files);
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerUpdateListener(() => {
      const now = textOf();
      dom.dataset["empty"] = now === "" ? "yes" : "no";
      if (now === known) return;
      known = now;
      options.changed(now);
    }),
  ];
  const textOf = (): string => editor.getEditorState().read(() => $getRoot().getTextContent());
  editor.update(() => write(options.text), { discrete: true });
  return {
    dom,
    text: textOf,
    replace: (text) => editor.update(() => write(text), { discrete: true }),
    focus: () => editor.focus(),
    destroy() {
      for (const stop of stops) stop();
      editor.setRootElement(null);
      dom.remove();
    },
  };
}

function mounted(parent: HTMLElement, options: FieldOptions): { dom: HTMLElement; editor: ReturnType<typeof createEditor> } {
  const dom = document.createElement("div");
  dom.contentEditable = "true";
  for (const [name, value] of Object.entries(options.attributes)) dom.setAttribute(name, value);
  dom.dataset["placeholder"] = options.placeholder;
  parent.append(dom);
  const editor = createEditor({
    namespace: "practice",
    onError(error) {
      throw error;
    },
  });
  editor.setRootElement(dom);
  return { dom, editor };
}

function write(text: string): void {
  const nodes = text.split("\n").flatMap((line, i): LexicalNode[] => [...(i === 0 ? [] : [$createLineBreakNode()]), ...(line === "" ? [] : [$createTextNode(line)])]);
  const paragraph = $createParagraphNode().append(...nodes);
  $getRoot().clear().append(paragraph);
  paragraph.selectEnd();
}
