/**
 * The rich editor of G1 and G2: one paragraph a line, plain text in it.
 */
import { baseKeymap, splitBlock } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema, type Node } from "prosemirror-model";
import { EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { filesOf, type Field, type FieldOptions } from "./field.ts";

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "text*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    text: {},
  },
});

export function makeProseMirror(parent: HTMLElement, options: FieldOptions): Field {
  const view = new EditorView(
    { mount: parent },
    {
      state: EditorState.create({
        doc: docOf(options.text),
        plugins: [
          history(),
          keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Shift-Enter": splitBlock }),
          keymap(baseKeymap),
          hint(options.placeholder),
        ],
      }),
      attributes: options.attributes,
      dispatchTransaction(transaction) {
        view.updateState(view.state.apply(transaction));
        if (transaction.docChanged) options.changed(textOf(view));
      },
      handlePaste(_view, event) {
        const files = filesOf(event.clipboardData, options.pastedName);
        if (files.length === 0) return false;
        options.files(files);
        return true;
      },
    },
  );
  return {
    dom: view.dom,
    text: () => textOf(view),
    replace: (text) => view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, docOf(text).content)),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function textOf(view: EditorView): string {
  const lines: string[] = [];
  view.state.doc.forEach((paragraph) => void lines.push(paragraph.textContent));
  return lines.join("\n");
}

function docOf(text: string): Node {
  return schema.node("doc", null, text.split("\n").map((line) => schema.node("paragraph", null, line === "" ? [] : [schema.text(line)])));
}

function hint(text: string): Plugin {
  return new Plugin({
    props: {
      decorations(state) {
        const only = state.doc.childCount === 1 && state.doc.firstChild!.content.size === 0;
        if (!only) return null;
        return DecorationSet.create(state.doc, [Decoration.node(0, state.doc.firstChild!.nodeSize, { class: "placeholder", "data-placeholder": text })]);
      },
    },
  });
}
