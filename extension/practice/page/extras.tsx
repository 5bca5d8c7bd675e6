/**
 * The places outside a conversation into which people type: titles, instructions,
 * memory, canvas, dictation. One text box and a button for each, because the real
 * pages' forms are not known.
 */
import { useState, type ReactNode } from "react";
import type { Saved } from "./api.ts";
import type { Conversation } from "./conversation.ts";
import type { Texts } from "./texts.ts";

const PLACES: Record<Saved, (texts: Texts) => string> = {
  title: (texts) => texts.rename,
  instructions: (texts) => texts.instructions,
  project: (texts) => texts.project,
  memory: (texts) => texts.remember,
  canvas: (texts) => texts.canvas,
  speech: (texts) => texts.dictate,
};

export function Extras({ chat, texts }: { chat: Conversation; texts: Texts }): ReactNode {
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState("");
  const save = (what: Saved): void => {
    setOutcome("");
    chat.api.save(what, text, chat.id).then(
      () => setOutcome(`${what}: saved`),
      () => setOutcome(`${what}: refused`),
    );
  };
  return (
    <details>
      <summary>{texts.more}</summary>
      <div className="extras">
        <textarea aria-label={texts.value} data-extra="text" value={text} onChange={(e) => setText(e.target.value)} />
        {(Object.keys(PLACES) as Saved[]).map((what) => (
          <button key={what} type="button" data-extra={what} onClick={() => save(what)}>
            {PLACES[what](texts)}
          </button>
        ))}
        <output data-outcome={outcome}>{outcome === "" ? "" : outcome.endsWith("saved") ? texts.saved : texts.notSaved}</output>
      </div>
    </details>
  );
}
