/** Turns of G1: an article each, the role on an element inside. */
import type { ReactNode } from "react";
import { AnswerActions, AnswerTrouble } from "../answer.tsx";
import type { Turn } from "../conversation.ts";
import type { TurnsProps } from "../generation.ts";
import { Icon } from "../icon.tsx";
import { Markdown } from "../markdown.tsx";
import { useCopying, useEditing } from "../turn.ts";

export function Turns({ chat, texts }: TurnsProps): ReactNode {
  return chat.turns.map((turn, i) => (
    <article key={i} data-testid={`conversation-turn-${i + 1}`} data-turn={turn.role} dir="auto">
      <h5 className="hidden">{turn.role === "user" ? texts.you : texts.assistant}</h5>
      {turn.role === "user" ? <Prompt turn={turn} chat={chat} texts={texts} /> : <Answer turn={turn} chat={chat} texts={texts} />}
    </article>
  ));
}

type Props = TurnsProps & { turn: Turn };

function Prompt({ turn, chat, texts }: Props): ReactNode {
  const { draft, begin, change, cancel, send } = useEditing(chat, turn);
  if (draft !== undefined) {
    return (
      <div className="editing" data-message-author-role="user" data-message-id={turn.id}>
        <textarea
          autoFocus
          rows={Math.min(12, draft.split("\n").length + Math.ceil(draft.length / 80))}
          value={draft}
          aria-label={texts.edit}
          onChange={(e) => change(e.target.value)}
        />
        <div className="actions">
          <button type="button" className="plain" onClick={cancel}>
            {texts.cancel}
          </button>
          <button type="button" className="plain strong" data-testid="send-edit" disabled={draft.trim() === ""} onClick={send}>
            {texts.resend}
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      <div className="user" data-message-author-role="user" data-message-id={turn.id}>
        {turn.files.map((name) => (
          <div key={name} className="file">
            {name}
          </div>
        ))}
        <div className="bubble">{turn.text}</div>
      </div>
      <div className="actions right">
        <button type="button" data-testid="edit-turn-action-button" aria-label={texts.edit} title={texts.edit} disabled={chat.streaming} onClick={begin}>
          <Icon name="edit" />
        </button>
      </div>
    </>
  );
}

function Answer({ turn, chat, texts }: Props): ReactNode {
  const { body, copy, selectionCopied, download } = useCopying(chat, turn);
  return (
    <>
      <div className="assistant" data-message-author-role="assistant" data-message-id={turn.id} onCopy={selectionCopied}>
        <div ref={body} className={turn.state === "streaming" ? "markdown streaming" : "markdown"}>
          <Markdown text={turn.text} />
          {turn.state === "streaming" && turn.text === "" && <i className="pulse" />}
        </div>
        <AnswerTrouble turn={turn} texts={texts} />
      </div>
      <AnswerActions turn={turn} chat={chat} texts={texts} copy={copy} download={download} mark={(act) => ({ "data-testid": `${act === "again" ? "regenerate" : act}-turn-action-button` })} />
    </>
  );
}
