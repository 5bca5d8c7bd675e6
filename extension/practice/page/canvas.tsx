/**
 * A document beside the conversation, as the real page makes one when asked to: the
 * prompt speaks of a canvas. It holds the answer's own text, can be edited, and is
 * saved while one types.
 */
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Conversation } from "./conversation.ts";
import { makeProseMirror } from "./prosemirror.ts";
import type { Texts } from "./texts.ts";

/** Milliseconds without a change after which it is saved. */
const PAUSE = 300;

export function Canvas({ chat, texts }: { chat: Conversation; texts: Texts }): ReactNode {
  const at = chat.turns.findLastIndex((turn) => turn.role === "user" && /canvas/i.test(turn.text));
  const answer = at < 0 ? undefined : chat.turns[at + 1];
  if (answer?.state !== "done") return null;
  return <Editor key={answer.id} id={answer.id} text={answer.text} chat={chat} texts={texts} />;
}

function Editor({ id, text, chat, texts }: { id: string; text: string; chat: Conversation; texts: Texts }): ReactNode {
  const mount = useRef<HTMLDivElement>(null);
  const now = useRef(chat);
  now.current = chat;
  const [outcome, setOutcome] = useState("");
  useEffect(() => {
    let timer: number | undefined;
    const field = makeProseMirror(mount.current!, {
      attributes: { class: "ProseMirror" },
      placeholder: "",
      text,
      pastedName: "",
      changed(changed) {
        clearTimeout(timer);
        timer = window.setTimeout(() => {
          now.current.api.save("canvas", changed, now.current.id).then(
            () => setOutcome(texts.saved),
            () => setOutcome(texts.notSaved),
          );
        }, PAUSE);
      },
      files: () => undefined,
    });
    return () => {
      clearTimeout(timer);
      field.destroy();
    };
    // The editor lives as long as the document.
  }, []);
  return (
    <div id={`textdoc-message-${id}`} className="canvas">
      <header>
        Canvas <output>{outcome}</output>
      </header>
      <div ref={mount} />
    </div>
  );
}
