/** Pieces of markup that the generations share: they carry no mark of the real page. */
import { useRef, type ReactNode } from "react";
import { SAMPLES } from "../samples.ts";
import type { Attachments } from "./attachments.ts";
import type { Texts } from "./texts.ts";

export function Files({ attachments, texts }: { attachments: Attachments; texts: Texts }): ReactNode {
  if (attachments.all.length === 0) return null;
  return (
    <ul className="files">
      {attachments.all.map((a) => (
        <li key={a.key} data-state={a.state}>
          <span>{a.name}</span>
          {a.state !== "ready" && <small>{a.state === "failed" ? texts.uploadFailed : texts.uploading}</small>}
          <button type="button" aria-label={`${texts.cancel}: ${a.name}`} onClick={() => attachments.remove(a.key)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Attach({ attachments, texts, marks }: { attachments: Attachments; texts: Texts; marks: Record<string, string> }): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="quiet" {...marks} aria-label={texts.attach} title={texts.attach} onClick={() => picker.current?.click()}>
        +
      </button>
      <input ref={picker} type="file" multiple hidden onChange={(e) => (attachments.add([...(e.target.files ?? [])]), (e.target.value = ""))} />
    </>
  );
}

export function Samples({ texts, fill }: { texts: Texts; fill(text: string): void }): ReactNode {
  return (
    <div className="samples">
      {Object.values(SAMPLES).map(({ language, prompt }) => (
        <button key={language} type="button" onClick={() => fill(prompt)}>
          {texts.sample[language]}
        </button>
      ))}
    </div>
  );
}
