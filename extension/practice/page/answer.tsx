/** What every generation shows below an answer; each marks the buttons in its own way. */
import type { ReactNode } from "react";
import type { Turn } from "./conversation.ts";
import type { TurnsProps } from "./generation.ts";
import { Icon } from "./icon.tsx";

type Act = "copy" | "download" | "again";

/** Why an answer is not whole. */
export function AnswerTrouble({ turn, texts }: Pick<TurnsProps, "texts"> & { turn: Turn }): ReactNode {
  if (turn.state === "stopped") return <p className="trouble">{texts.stopped}</p>;
  if (turn.state !== "failed") return null;
  return (
    <p className="trouble" role="alert">
      {texts.failed}
    </p>
  );
}

interface ActionsProps extends TurnsProps {
  turn: Turn;
  copy: () => void;
  download: () => void;
  /** The attribute by which this generation knows a button. */
  mark(act: Act): Record<`data-${string}`, string>;
}

/** The buttons of an answer that has ended. */
export function AnswerActions({ turn, chat, texts, copy, download, mark }: ActionsProps): ReactNode {
  if (turn.state === "streaming") return null;
  return (
    <div className="actions">
      <button type="button" {...mark("copy")} aria-label={texts.copy} title={texts.copy} onClick={copy}>
        <Icon name="copy" />
      </button>
      <button type="button" {...mark("download")} aria-label={texts.download} title={texts.download} onClick={download}>
        <Icon name="download" />
      </button>
      <button type="button" {...mark("again")} aria-label={texts.regenerate} title={texts.regenerate} disabled={chat.streaming} onClick={() => chat.regenerate(turn.id)}>
        <Icon name="again" />
      </button>
    </div>
  );
}
