/**
 * What every composer does: it holds a text box and a form around it, drafts what
 * is typed, takes Enter with a capture listener above the composer (as the real
 * page does), and sends. What it looks like is each generation's own affair.
 */
import { useEffect, useRef, useState, type DragEvent, type FormEvent, type RefObject } from "react";
import { useAttachments, type Attachments } from "./attachments.ts";
import { useDrafting } from "./drafting.ts";
import { onForeignDraft, readDraft } from "./drafts.ts";
import type { Field, MakeField } from "./field.ts";
import type { ComposerProps } from "./generation.ts";

export interface Composing {
  form: RefObject<HTMLFormElement | null>;
  /** The element that becomes, or receives, the text box. */
  mount: RefObject<HTMLDivElement | null>;
  empty: boolean;
  attachments: Attachments;
  submit(event: FormEvent): void;
  drop(event: DragEvent): void;
  /** Puts a sample into the text box. */
  fill(text: string): void;
}

export function useComposing({ chat, texts, initial, sendAtOnce }: ComposerProps, make: MakeField, attributes: Record<string, string>): Composing {
  const form = useRef<HTMLFormElement>(null);
  const mount = useRef<HTMLDivElement>(null);
  const field = useRef<Field>(undefined);
  const [text, setText] = useState("");
  const attachments = useAttachments(chat.api);
  const drafting = useDrafting(chat);
  const now = useRef({ chat, drafting, attachments });
  now.current = { chat, drafting, attachments };

  useEffect(() => {
    // A draft of another tab is shown, not stored again: by then theirs may be newer.
    let mirrored: string | undefined;
    const made = make(mount.current!, {
      attributes,
      placeholder: texts.placeholder,
      text: initial === "" ? readDraft(now.current.chat.id) : initial,
      pastedName: texts.pasted,
      changed(changed) {
        setText(changed);
        now.current.drafting.changed(changed, changed === mirrored);
      },
      files: (files) => now.current.attachments.add(files),
    });
    field.current = made;
    const begin = made.text();
    setText(begin);
    now.current.drafting.changed(begin);
    made.focus();
    if (sendAtOnce && begin.trim() !== "") setTimeout(() => form.current?.requestSubmit());

    let typed = -Infinity;
    const enter = (event: KeyboardEvent): void => {
      typed = performance.now();
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      if (event.isComposing || event.keyCode === 229) return;
      if (!(event.target instanceof Node) || !made.dom.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      form.current?.requestSubmit();
    };
    document.addEventListener("keydown", enter, true);
    const stop = onForeignDraft(
      () => now.current.chat.id,
      (foreign) => {
        // Somebody is typing here: their text counts.
        if (performance.now() - typed < 1_000 || foreign === made.text()) return;
        mirrored = foreign;
        made.replace(foreign);
      },
    );
    return () => {
      document.removeEventListener("keydown", enter, true);
      stop();
      made.destroy();
    };
    // The text box lives as long as the composer; it reads everything else through `now`.
  }, []);

  return {
    form,
    mount,
    empty: text.trim() === "",
    attachments,
    submit(event) {
      event.preventDefault();
      const prompt = field.current!.text().trim();
      if (prompt === "") return;
      // What is added while the answer comes steers it.
      if (chat.streaming) chat.steer(prompt);
      else chat.send(prompt, attachments.take());
      field.current!.replace("");
      drafting.sent();
      field.current!.focus();
    },
    drop(event) {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      attachments.add(event.dataTransfer.files);
    },
    fill(sample) {
      field.current!.replace(sample);
      field.current!.focus();
    },
  };
}
