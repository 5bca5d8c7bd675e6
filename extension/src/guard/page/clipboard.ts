/**
 * The page's copy buttons take the text from the page's own state, which holds
 * placeholders. What lands on the clipboard is for the person: the originals, or the
 * placeholders where the policy keeps originals in the page. If nobody can tell
 * which, nothing is copied, and the page hears what it hears of a browser that
 * does not let it copy.
 */
import type { Desk } from "../../bridge/offer.ts";
import {
  apply,
  blobType,
  detach,
  getter,
  lower,
  matches,
  NativeBlob,
  NativeDOMException,
  NativeResponse,
  page,
  plain,
  responseText,
  safe,
  toText,
  wrap,
} from "./native.ts";

/** Pictures made of dots hold no text that could be read here. */
const DOTS = /^image\/(?!svg)/;

interface Seen {
  /** Some part must not be copied. */
  refused: boolean;
}

export function wrapClipboard(desk: Desk): void {
  const prototype = (page as { Clipboard?: typeof Clipboard }).Clipboard?.prototype;
  const Item = (page as { ClipboardItem?: typeof ClipboardItem }).ClipboardItem;
  if (!prototype || !Item) return; // no secure context, no clipboard
  const typesOf = getter(Item.prototype, "types");
  const partOf = detach(Item.prototype, "getType");

  wrap(prototype, "writeText", (native, self, args) => {
    if (args.length === 0) return apply(native, self, args);
    const text = toText(args[0]);
    return (async () => {
      const answer = await safe(desk.copied(text, "text"));
      if (answer.do !== "answer") throw denied();
      await safe(apply(native, self, [answer.body]) as Promise<void>);
    })();
  });

  wrap(prototype, "write", (native, self, args) =>
    (async () => {
      const items: ClipboardItem[] = [];
      const seen = { refused: false };
      // The page's own list, of whatever kind, read as the browser reads it.
      for (const item of args[0] as Iterable<ClipboardItem>) items[items.length] = copyOf(item, seen);
      try {
        await safe(apply(native, self, [items]) as Promise<void>);
      } catch (error) {
        throw seen.refused ? denied() : error; // browsers have names of their own for a part that fails
      }
    })(),
  );

  const copyOf = (item: ClipboardItem, seen: Seen): ClipboardItem => {
    const types = typesOf(item);
    const parts = plain<Record<string, Promise<Blob>>>({});
    for (let i = 0; i < types.length; i++) {
      const type = types[i] ?? "";
      parts[type] = safe(matches(DOTS, lower(type)) ? partOf(item, type) : copied(item, type, seen));
    }
    return new Item(parts);
  };

  const copied = async (item: ClipboardItem, type: string, seen: Seen): Promise<Blob> => {
    const blob = await safe(partOf(item, type));
    const text = await safe(responseText(new NativeResponse(blob)));
    const kind = type === "text/plain" ? "text" : type === "text/html" ? "html" : "other";
    const answer = await safe(desk.copied(text, kind));
    if (answer.do !== "answer") {
      seen.refused = true;
      throw denied();
    }
    // Bytes that are no text stay what they are.
    return answer.body === text ? blob : new NativeBlob([answer.body], plain({ type: blobType(blob) }));
  };
}

function denied(): DOMException {
  return new NativeDOMException("Write permission denied.", "NotAllowedError");
}
