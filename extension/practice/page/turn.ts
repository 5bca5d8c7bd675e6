/** What can be done with a turn, in every generation. */
import { useRef, useState, type RefObject } from "react";
import type { Conversation, Turn } from "./conversation.ts";

export interface Editing {
  /** undefined: the prompt is shown, not edited. */
  draft: string | undefined;
  begin(): void;
  change(text: string): void;
  cancel(): void;
  send(): void;
}

export function useEditing(chat: Conversation, turn: Turn): Editing {
  const [draft, setDraft] = useState<string>();
  return {
    draft,
    begin: () => setDraft(turn.text),
    change: setDraft,
    cancel: () => setDraft(undefined),
    send() {
      if (draft === undefined || draft.trim() === "") return;
      setDraft(undefined);
      chat.edit(turn.id, draft.trim());
    },
  };
}

export interface Copying {
  /** The element that shows the answer. */
  body: RefObject<HTMLDivElement | null>;
  /** The copy button: the clipboard gets the page's own text, the vendor hears what stood on the screen. */
  copy(): void;
  selectionCopied(): void;
  /** Saves the answer as a file, made of the page's own text. */
  download(): void;
}

export function useCopying(chat: Conversation, turn: Turn): Copying {
  const body = useRef<HTMLDivElement>(null);
  return {
    body,
    copy() {
      void navigator.clipboard.writeText(turn.text).catch(() => undefined);
      void chat.api.copied(chat.id, turn.id, body.current?.innerText ?? "");
    },
    selectionCopied: () => void chat.api.copied(chat.id, turn.id, String(getSelection())),
    download() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([turn.text], { type: "text/markdown" }));
      link.download = "answer.md";
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
}
