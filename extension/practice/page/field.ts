/**
 * The text box of a composer, whatever it is made of: what the rest of the page
 * needs of it.
 */
export interface Field {
  readonly dom: HTMLElement;
  /** One line a paragraph. */
  text(): string;
  /** An ordinary, undoable change: Ctrl+Z after a send brings the sent text back. */
  replace(text: string): void;
  focus(): void;
  destroy(): void;
}

export interface FieldOptions {
  attributes: Record<string, string>;
  placeholder: string;
  text: string;
  changed(text: string): void;
  /** Files that were pasted, or a long text turned into one. */
  files(files: File[]): void;
  pastedName: string;
}

export type MakeField = (parent: HTMLElement, options: FieldOptions) => Field;

/** Longer pastes become an attachment. */
export const LONGEST_PASTE = 10_000;

/** The files that a paste stands for; none: it is inserted as text. */
export function filesOf(data: DataTransfer | null, pastedName: string): File[] {
  if (data === null) return [];
  const files = [...data.files];
  const text = data.getData("text/plain");
  if (files.length === 0 && text.length > LONGEST_PASTE) files.push(new File([text], pastedName, { type: "text/plain" }));
  return files;
}
