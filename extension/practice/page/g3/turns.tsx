/** Turns of the signed-out pages: one list, the role on each entry. */
import type { ReactNode } from "react";
import { AnswerActions, AnswerTrouble } from "../answer.tsx";
import type { Turn } from "../conversation.ts";
import type { TurnsProps } from "../generation.ts";
import { Icon } from "../icon.tsx";
import { Markdown } from "../markdown.tsx";
import { useCopying, useEditing } from "../turn.ts";

export function Turns({ chat, texts }: TurnsProps): ReactNode {
  return (
    <ul className="turns">
      {chat.turns.map((turn, i) => (
        <li key={i} data-message-role={turn.role} className="turn">
          {turn.role === "user" ? <Prompt turn={turn} chat={chat} texts={texts} /> : <Answer turn={turn} chat={chat} texts={texts} />}
        </li>
      ))}
    </ul>
  );
}

type Props = TurnsProps & { turn: Turn };

function Prompt({ turn, chat, texts }: Props): ReactNode {
  const { draft, begin, change, cancel, send } = useEditing(chat, turn);
  if (draft !== undefined) {
    return (
      <div className="editing">
        <textarea autoFocus data-act="edit-box" value={draft} aria-label={texts.edit} onChange={(e) => change(e.target.value)} />
        <div className="actions">
          <button type="button" className="plain" onClick={cancel}>
            {texts.cancel}
          </button>
          <button type="button" className="plain strong" data-act="send-edit" onClick={send}>
            {texts.resend}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="user">
      <div className="bubble">{turn.text}</div>
      <div className="actions">
        <button type="button" data-act="edit" aria-label={texts.edit} title={texts.edit} disabled={chat.streaming} onClick={begin}>
          <Icon name="edit" />
        </button>
      </div>
    </div>
  );
}

function Answer({ turn, chat, texts }: Props): ReactNode {
  const { body, copy, selectionCopied, download } = useCopying(chat, turn);
  return (
    <>
      <div ref={body} className="markdown" onCopy={selectionCopied}>
        <Markdown text={turn.text} />
      </div>
      <AnswerTrouble turn={turn} texts={texts} />
      <AnswerActions turn={turn} chat={chat} texts={texts} copy={copy} download={download} mark={(act) => ({ "data-act": act })} />
    </>
  );
}
