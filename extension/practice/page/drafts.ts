/**
 * Unsent text per conversation in localStorage, under the key and in the shape
 * of the real page. Other tabs of the same origin see each change.
 */
const KEY = "oai/apps/conversationDrafts";
const NEW = "null_thread";

interface Draft {
  id: string;
  text: string;
  updated: number;
}

export function readDraft(conversation: string | undefined): string {
  return all().find((d) => d.id === (conversation ?? NEW))?.text ?? "";
}

export function writeDraft(conversation: string | undefined, text: string): void {
  const id = conversation ?? NEW;
  const drafts = all().filter((d) => d.id !== id);
  if (text !== "") drafts.push({ id, text, updated: Date.now() });
  localStorage.setItem(KEY, JSON.stringify({ drafts }));
}

/** Calls back when another tab changed this conversation's draft; returns how to stop. */
export function onForeignDraft(conversation: () => string | undefined, changed: (text: string) => void): () => void {
  const listen = (event: StorageEvent): void => {
    if (event.key === KEY) changed(readDraft(conversation()));
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

function all(): Draft[] {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "{}") as { drafts?: Draft[] }).drafts ?? [];
  } catch {
    return [];
  }
}
