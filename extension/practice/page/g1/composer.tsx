/**
 * Composer of G1: a form around a ProseMirror that carries the id
 * prompt-textarea. Enter is taken by a capture listener above the composer, as on
 * the real page; the send button exists only while there is something to send.
 */
import { useEffect, useRef, useState, type DragEvent, type FormEvent, type ReactNode } from "react";
import type { EditorView } from "prosemirror-view";
import { useAttachments } from "../attachments.ts";
import { useDrafting } from "../drafting.ts";
import { onForeignDraft, readDraft } from "../drafts.ts";
import type { ComposerProps } from "../generation.ts";
import { SAMPLES } from "../../samples.ts";
import { createEditor, replaceText, textOf } from "../prosemirror.ts";

export function Composer({ chat, texts, initial, sendAtOnce }: ComposerProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const mount = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const editor = useRef<EditorView>(undefined);
  const [text, setText] = useState("");
  const attachments = useAttachments(chat.api);
  const drafting = useDrafting(chat);
  const now = useRef({ chat, drafting, attachments });
  now.current = { chat, drafting, attachments };

  useEffect(() => {
    const view = createEditor(mount.current!, {
      attributes: { id: "prompt-textarea", role: "textbox", "aria-multiline": "true", "aria-label": texts.placeholder, "data-virtualkeyboard": "true" },
      placeholder: texts.placeholder,
      text: initial === "" ? readDraft(now.current.chat.id) : initial,
      pastedName: texts.pasted,
      changed(changed) {
        setText(changed);
        now.current.drafting.changed(changed);
      },
      files: (files) => now.current.attachments.add(files),
    });
    editor.current = view;
    const begin = textOf(view);
    setText(begin);
    now.current.drafting.changed(begin);
    view.focus();
    if (sendAtOnce && begin.trim() !== "") setTimeout(() => form.current?.requestSubmit());

    const enter = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      if (event.isComposing || event.keyCode === 229) return;
      if (!(event.target instanceof Node) || !view.dom.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      form.current?.requestSubmit();
    };
    document.addEventListener("keydown", enter, true);
    const stop = onForeignDraft(
      () => now.current.chat.id,
      (foreign) => {
        if (document.hasFocus() || foreign === textOf(view)) return;
        replaceText(view, foreign);
      },
    );
    return () => {
      document.removeEventListener("keydown", enter, true);
      stop();
      view.destroy();
    };
    // The editor lives as long as the composer; it reads everything else through `now`.
  }, []);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const view = editor.current!;
    const prompt = textOf(view).trim();
    if (prompt === "" || chat.streaming) return;
    chat.send(prompt, attachments.take());
    replaceText(view, "");
    drafting.sent();
    view.focus();
  };

  const drop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    attachments.add(event.dataTransfer.files);
  };

  const empty = text.trim() === "";
  const fill = (sample: string): void => {
    replaceText(editor.current!, sample);
    editor.current!.focus();
  };
  return (
    <>
      <form ref={form} data-type="unified-composer" className="composer" onSubmit={submit} onDragOver={(e) => e.preventDefault()} onDrop={drop}>
        {attachments.all.length > 0 && (
          <ul className="files">
            {attachments.all.map((a) => (
              <li key={a.key} data-state={a.state}>
                <span>{a.name}</span>
                {a.state !== "ready" && <small>{a.state === "failed" ? texts.uploadFailed : texts.uploading}</small>}
                <button type="button" aria-label={`${texts.cancel}: ${a.name}`} onClick={() => attachments.remove(a.key)}>
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className="wcDTda_prosemirror-parent">
          <textarea className="wcDTda_fallbackTextarea" name="prompt-textarea" hidden readOnly value="" />
          <div ref={mount} />
        </div>
        <div className="bar">
          <button type="button" className="quiet" id="composer-plus-btn" data-testid="composer-plus-btn" aria-label={texts.attach} title={texts.attach} onClick={() => picker.current?.click()}>
            +
          </button>
          <input ref={picker} type="file" multiple hidden onChange={(e) => (attachments.add([...(e.target.files ?? [])]), (e.target.value = ""))} />
          {chat.streaming ? (
            <button key="stop" type="button" className="round" id="composer-submit-button" data-testid="stop-button" aria-label={texts.stop} onClick={() => chat.stop()}>
              <i className="square" />
            </button>
          ) : empty ? (
            <button key="voice" type="button" className="round idle" data-testid="composer-speech-button" aria-label={texts.voice} disabled>
              ↑
            </button>
          ) : (
            <button key="send" type="submit" className="round" id="composer-submit-button" data-testid="send-button" aria-label={texts.send}>
              ↑
            </button>
          )}
        </div>
      </form>
      {empty && chat.turns.length === 0 && (
        <div className="samples">
          {Object.values(SAMPLES).map(({ language, prompt }) => (
            <button key={language} type="button" onClick={() => fill(prompt)}>
              {texts.sample[language]}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
