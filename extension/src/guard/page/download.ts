/**
 * Files that the page makes of its own texts hold placeholders. What is saved is
 * for the person: the originals. Pages make such a file from a Blob and click a
 * link to it by code; the click waits until the text is ready. Where the policy
 * keeps originals in the page, the file gets placeholders; if nobody can tell
 * whether it does, nothing is saved.
 */
import type { Desk } from "../../bridge/offer.ts";
import {
  after,
  apply,
  blobSize,
  blobType,
  branded,
  cloneNode,
  createObjectURL,
  deleteProperty,
  linkFile,
  linkHref,
  matches,
  NativeBlob,
  NativeResponse,
  NativeURL,
  plain,
  responseText,
  revokeObjectURL,
  safe,
  setHref,
  toText,
  wrap,
} from "./native.ts";

/** Kinds of files whose text is looked at. */
const TEXT = /^(?:text\/|application\/(?:json|xml|x-ndjson|rtf))/i;
/** Larger files are saved as they are. */
const MOST = 10_000_000;
/** Milliseconds after which the browser has taken the file. */
const TAKEN = 60_000;

export function wrapDownload(desk: Desk): void {
  const blobs = { __proto__: null } as unknown as Record<string, Blob | undefined>;

  wrap(URL, "createObjectURL", (native, self, args) => {
    const address = toText(apply(native, self, args));
    if (branded(blobSize, args[0])) {
      const blob = args[0] as Blob;
      if (blobSize(blob) <= MOST && matches(TEXT, blobType(blob))) blobs[address] = blob;
    }
    return address;
  });
  wrap(URL, "revokeObjectURL", (native, self, args) => {
    if (args.length > 0) deleteProperty(blobs, toText(args[0]));
    return apply(native, self, args);
  });
  wrap(HTMLElement.prototype, "click", (native, self, args) => {
    const link = self as HTMLAnchorElement;
    const blob = branded(linkHref, self) && linkFile(link) !== "" ? blobs[linkHref(link)] : undefined;
    if (!blob) return apply(native, self, args);
    void save(native, link, blob);
    return undefined;
  });

  async function save(click: unknown, link: HTMLAnchorElement, blob: Blob): Promise<void> {
    const copy = cloneNode(link) as HTMLAnchorElement;
    const text = await safe(responseText(new NativeResponse(blob)));
    const answer = await safe(desk.copied(text, "text"));
    if (answer.do !== "answer") return;
    const address = createObjectURL(NativeURL, new NativeBlob([answer.body], plain({ type: blobType(blob) })));
    setHref(copy, address);
    apply(click, copy, []);
    after(() => revokeObjectURL(NativeURL, address), TAKEN);
  }
}
