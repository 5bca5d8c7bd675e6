/**
 * The page's copy buttons take the text from the page's own state, which holds
 * placeholders. What lands on the clipboard is for the person: the originals. If
 * they cannot be had the placeholders are copied; nothing fails.
 */
import type { Desk } from "../../bridge/offer.ts";
import { apply, blobType, NativeBlob, NativeResponse, page, responseText, toText, wrap } from "./native.ts";

const PLAIN = "text/plain";
const HTML = "text/html";

type Write = (items: unknown) => Promise<void>;

export function wrapClipboard(desk: Desk): void {
  const originals = async (text: string, html: boolean): Promise<string> => {
    const answer = await desk.copied(text, html);
    return answer.do === "answer" ? answer.body : text;
  };
  const prototype = (page as { Clipboard?: typeof Clipboard }).Clipboard?.prototype;
  const Item = (page as { ClipboardItem?: typeof ClipboardItem }).ClipboardItem;
  if (!prototype || !Item) return; // no secure context, no clipboard

  wrap(prototype, "writeText", (native, self, args) => {
    if (args.length === 0) return apply(native, self, args);
    const text = toText(args[0]);
    return (async () => (apply(native, self, [await originals(text, false)])))();
  });

  wrap(prototype, "write", (native, self, args) => {
    const write: Write = (items) => apply(native, self, [items]) as Promise<void>;
    const items = args[0] as ArrayLike<ClipboardItem> | undefined;
    if (items?.length !== 1) return write(items);
    const item = items[0] as ClipboardItem;
    const copy = async (type: string): Promise<Blob> => {
      const blob = await item.getType(type);
      const text = await responseText(new NativeResponse(blob));
      return new NativeBlob([await originals(text, type === HTML)], { type: blobType(blob) });
    };
    const parts: Record<string, Promise<Blob>> = {};
    for (let i = 0; i < item.types.length; i++) {
      const type = item.types[i] ?? "";
      parts[type] = type === PLAIN || type === HTML ? copy(type) : item.getType(type);
    }
    return write([new Item(parts)]);
  });
}
