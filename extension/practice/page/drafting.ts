/**
 * Everything that happens to a text before it is sent: the draft is stored, the
 * vendor is asked for completions at each keystroke, and the whole draft goes to
 * `prepare` a moment after the last change and whenever the window gets focus.
 */
import { useCallback, useEffect, useRef } from "react";
import type { Conversation } from "./conversation.ts";
import { writeDraft } from "./drafts.ts";

const DEBOUNCE = 300;

export interface Drafting {
  /** `mirrored`: another tab's draft, which that tab has stored. */
  changed(text: string, mirrored?: boolean): void;
  sent(): void;
}

export function useDrafting(chat: Conversation): Drafting {
  const draft = useRef("");
  const timer = useRef(0);
  const now = useRef(chat);
  now.current = chat;

  const prepare = useCallback((source: "composer_editor_state" | "window_focus") => {
    const { api, parent, id, prepared } = now.current;
    api.prepare(draft.current, source, parent, id).then(
      (token) => prepared({ token }),
      () => prepared("failure"),
    );
  }, []);

  useEffect(() => {
    const focused = (): void => prepare("window_focus");
    window.addEventListener("focus", focused);
    return () => window.removeEventListener("focus", focused);
  }, [prepare]);

  return {
    changed(text, mirrored = false) {
      if (text === draft.current) return;
      draft.current = text;
      if (!mirrored) writeDraft(now.current.id, text);
      window.clearTimeout(timer.current);
      if (text.trim() === "") return;
      void now.current.api.complete(text);
      timer.current = window.setTimeout(() => prepare("composer_editor_state"), DEBOUNCE);
    },
    sent() {
      draft.current = "";
      window.clearTimeout(timer.current);
      writeDraft(now.current.id, "");
    },
  };
}
