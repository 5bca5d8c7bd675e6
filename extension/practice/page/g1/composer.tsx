/**
 * Composer of G1: a form around a ProseMirror that carries the id
 * prompt-textarea; the send button exists only while there is something to send.
 */
import type { ReactNode } from "react";
import { useComposing } from "../composing.ts";
import type { ComposerProps } from "../generation.ts";
import { Attach, Files, Samples } from "../parts.tsx";
import { makeProseMirror } from "../prosemirror.ts";

export function Composer(props: ComposerProps): ReactNode {
  const { chat, texts } = props;
  const { form, mount, empty, attachments, submit, drop, fill } = useComposing(props, makeProseMirror, {
    id: "prompt-textarea",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": texts.placeholder,
    "data-virtualkeyboard": "true",
  });
  return (
    <>
      <form ref={form} data-type="unified-composer" className="composer" onSubmit={submit} onDragOver={(e) => e.preventDefault()} onDrop={drop}>
        <Files attachments={attachments} texts={texts} />
        <div className="wcDTda_prosemirror-parent">
          <textarea className="wcDTda_fallbackTextarea" name="prompt-textarea" hidden readOnly value="" />
          <div ref={mount} />
        </div>
        <div className="bar">
          <Attach attachments={attachments} texts={texts} marks={{ id: "composer-plus-btn", "data-testid": "composer-plus-btn" }} />
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
      {empty && chat.turns.length === 0 && <Samples texts={texts} fill={fill} />}
    </>
  );
}
