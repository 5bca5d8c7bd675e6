/** Replacements in a text, as the background hands them out. */
import type { Edit } from "../lib/messages.ts";

/** Edits are sorted and do not overlap; see lib/messages.ts. */
export function applied(text: string, edits: readonly Pick<Edit, "start" | "length" | "text">[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.start + edit.length;
  }
  return out + text.slice(at);
}
