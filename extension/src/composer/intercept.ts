/**
 * Catches every way of sending before the page sees it: window, capture phase,
 * registered at document_start. An event that is held is stopped first and
 * examined afterwards; returning early while a check runs would let the second
 * Enter through.
 */
import { mustNotLeave } from "../policy/actions.ts";
import type { Editor, Finder } from "./editor.ts";
import type { Submitter } from "./submit.ts";
import type { Watch } from "./watch.ts";

export interface InterceptTools {
  /** False where originals may leave (off, count, warn). */
  holds(): boolean;
  /** The composer is about to be used. */
  wake(): void;
  /** The user follows a link to this address of the site. */
  walked(path: string): void;
  /** Files cannot be checked yet. */
  files(): void;
}

export function intercept(finder: Finder, watch: Watch, submitter: Submitter, tools: InterceptTools): void {
  const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): void =>
    window.addEventListener(type, listener, { capture: true });

  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** Holds a submit of this editor unless its text is known to be clean. */
  const hold = (event: Event, editor: Editor): void => {
    if (submitter.passing || !tools.holds()) return;
    const text = editor.text;
    if (text.trim() === "" || editor.readOnly) return;
    if (submitter.busy || (event.isTrusted && event.type !== "submit" && submitter.busyWith(text))) { stop(event); return; }
    const known = watch.known(text);
    if (known && !known.some(mustNotLeave)) return;
    stop(event);
    void submitter.submit(editor);
  };

  on("focusin", (event) => {
    if (finder.editorOf(event.target)) tools.wake();
  });
  on("keydown", (event) => {
    if (event.isTrusted) tools.wake();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign that some input methods give
    if (event.isComposing || event.keyCode === 229) return;
    const editor = finder.editorOf(event.composedPath()[0] ?? event.target);
    if (!editor || finder.menuOpen(editor)) return;
    hold(event, editor);
  });
  on("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link && link.origin === location.origin) tools.walked(link.pathname + link.search);
    const editor = finder.sendOf(event.target) && finder.editor();
    if (editor) hold(event, editor);
  });
  on("submit", (event) => {
    const editor = finder.editor();
    if (editor && event.target instanceof HTMLFormElement && event.target.contains(editor.element)) hold(event, editor);
  });

  on("compositionstart", (event) => {
    if (finder.editorOf(event.target)) watch.compositionStart();
  });
  on("compositionend", (event) => {
    if (finder.editorOf(event.target)) watch.compositionEnd();
  });
  on("input", (event) => {
    if (!submitter.writing && finder.editorOf(event.target)) watch.input(event as InputEvent);
  });

  const holdFiles = (event: Event, files: FileList | undefined | null): void => {
    if (!files || files.length === 0 || !tools.holds()) return;
    stop(event);
    tools.files();
  };
  on("drop", (event) => holdFiles(event, event.dataTransfer?.files));
  on("paste", (event) => {
    // Rich text often carries a picture of itself; only a paste without text is a file.
    if (!event.clipboardData?.getData("text/plain")) holdFiles(event, event.clipboardData?.files);
  });
  on("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "file") return;
    const { files } = event.target;
    if (!files || files.length === 0 || !tools.holds()) return;
    stop(event);
    event.target.value = "";
    tools.files();
  });
}
