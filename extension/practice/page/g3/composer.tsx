/** Composers of the signed-out pages: one form, two kinds of text box. */
import type { ReactNode } from "react";
import { useComposing, type Composing } from "../composing.ts";
import type { ComposerProps } from "../generation.ts";
import { Attach, Files, Samples } from "../parts.tsx";
import { makeLexical } from "./lexical.ts";
import { makeTextarea } from "./textarea.ts";

export function LexicalComposer(props: ComposerProps): ReactNode {
  const composing = useComposing(props, makeLexical, { role: "textbox", "aria-label": props.texts.placeholder });
  return (
    <Frame {...props} composing={composing}>
      <div data-octane-lexical-host="">
        <div ref={composing.mount} className="lexical" />
      </div>
    </Frame>
  );
}

export function PlainComposer(props: ComposerProps): ReactNode {
  const composing = useComposing(props, makeTextarea, { id: "mobile-composer-prompt", name: "prompt", "data-mobile-composer-prompt": "" });
  return (
    <Frame {...props} composing={composing}>
      <div ref={composing.mount} />
    </Frame>
  );
}

function Frame({ chat, texts, composing, children }: ComposerProps & { composing: Composing; children: ReactNode }): ReactNode {
  const { form, empty, attachments, submit, drop, fill } = composing;
  return (
    <>
      <form ref={form} className="composer" onSubmit={submit} onDragOver={(e) => e.preventDefault()} onDrop={drop}>
        <Files attachments={attachments} texts={texts} />
        {children}
        <div className="bar">
          <Attach attachments={attachments} texts={texts} marks={{}} />
          {chat.streaming ? (
            <button key="stop" type="button" className="round" aria-label={texts.stop} onClick={() => chat.stop()}>
              <i className="square" />
            </button>
          ) : (
            <button key="send" type="submit" className="round" data-composer-submit="" aria-label={texts.send} disabled={empty}>
              ↑
            </button>
          )}
        </div>
      </form>
      {empty && chat.turns.length === 0 && <Samples texts={texts} fill={fill} />}
    </>
  );
}
