/**
 * Composer of G2: a ProseMirror without an id, marked as Markdown; the send
 * button is told from others by its type and a label in the page's language.
 */
import type { ReactNode } from "react";
import { useComposing } from "../composing.ts";
import type { ComposerProps } from "../generation.ts";
import { Attach, Files, Samples } from "../parts.tsx";
import { makeProseMirror } from "../prosemirror.ts";

export function Composer(props: ComposerProps): ReactNode {
  const { chat, texts } = props;
  const { form, mount, empty, attachments, submit, drop, fill } = useComposing(props, makeProseMirror, {
    role: "textbox",
    "aria-label": texts.ask,
    "data-composer-markdown": "",
  });
  return (
    <>
      <form ref={form} data-chatgpt-composer="" className="composer" onSubmit={submit} onDragOver={(e) => e.preventDefault()} onDrop={drop}>
        <Files attachments={attachments} texts={texts} />
        <div ref={mount} />
        <div className="bar">
          <Attach attachments={attachments} texts={texts} marks={{}} />
          {chat.streaming ? (
            <button key="stop" type="button" className="round" aria-label={texts.stop} onClick={() => chat.stop()}>
              <i className="square" />
            </button>
          ) : (
            <button key="send" type="submit" className="round" aria-label={texts.send} disabled={empty}>
              ↑
            </button>
          )}
        </div>
      </form>
      {empty && chat.turns.length === 0 && <Samples texts={texts} fill={fill} />}
    </>
  );
}
