/**
 * Turns of G2: sections with a key and a state, roles on headings, no test ids.
 * A sent prompt is edited in a ProseMirror inside its own form.
 */
import { useEffect, useRef, type ReactNode } from "react";
import { AnswerActions, AnswerTrouble } from "../answer.tsx";
import type { Turn } from "../conversation.ts";
import type { TurnsProps } from "../generation.ts";
import { Icon } from "../icon.tsx";
import { Markdown } from "../markdown.tsx";
import { makeProseMirror } from "../prosemirror.ts";
import { useCopying, useEditing, type Editing } from "../turn.ts";

export function Turns({ chat, texts }: TurnsProps): ReactNode {
  return chat.turns.map((turn, i) => (
    <section key={i} data-turn-key={`turn-${i + 1}`} data-talvt-turn-state={turn.state === "streaming" ? "in_progress" : "complete"} className="turn">
      <h4 className="hidden" data-conversation-role={turn.role}>
        {turn.role === "user" ? texts.you : texts.assistant}
      </h4>
      {turn.role === "user" ? <Prompt turn={turn} chat={chat} texts={texts} /> : <Answer turn={turn} chat={chat} texts={texts} />}
    </section>
  ));
}

type Props = TurnsProps & { turn: Turn };

function Prompt({ turn, chat, texts }: Props): ReactNode {
  const editing = useEditing(chat, turn);
  if (editing.draft !== undefined) return <EditBox editing={editing} texts={texts} />;
  return (
    <div className="user">
      {turn.files.map((name) => (
        <div key={name} className="file">
          {name}
        </div>
      ))}
      <div className="bubble" data-user-message-bubble="">
        {turn.text}
      </div>
      <div className="actions">
        <button type="button" data-act="edit" aria-label={texts.edit} title={texts.edit} disabled={chat.streaming} onClick={editing.begin}>
          <Icon name="edit" />
        </button>
      </div>
    </div>
  );
}

function EditBox({ editing, texts }: { editing: Editing; texts: Props["texts"] }): ReactNode {
  const mount = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = makeProseMirror(mount.current!, {
      attributes: { role: "textbox", "aria-label": texts.edit },
      placeholder: "",
      text: editing.draft ?? "",
      changed: (text) => editing.change(text),
      files: () => undefined,
      pastedName: texts.pasted,
    });
    field.focus();
    return () => field.destroy();
    // The field begins with the draft and reports every change of it.
  }, []);
  return (
    <form className="editing" onSubmit={(e) => (e.preventDefault(), editing.send())}>
      <div ref={mount} data-act="edit-box" />
      <div className="actions">
        <button type="button" className="plain" onClick={editing.cancel}>
          {texts.cancel}
        </button>
        <button type="submit" className="plain strong" data-act="send-edit">
          {texts.resend}
        </button>
      </div>
    </form>
  );
}

function Answer({ turn, chat, texts }: Props): ReactNode {
  const { body, copy, selectionCopied, download } = useCopying(chat, turn);
  return (
    <>
      <div ref={body} className="markdown" data-markdown-text-style="assistant-message" onCopy={selectionCopied}>
        <Markdown text={turn.text} />
      </div>
      <AnswerTrouble turn={turn} texts={texts} />
      <AnswerActions turn={turn} chat={chat} texts={texts} copy={copy} download={download} mark={(act) => ({ "data-act": act })} />
    </>
  );
}
