/** The small window in which the extension asks the user something. */
import { ext } from "../lib/ext.ts";

/** Returns the browser's number of the window. */
export async function openQuestion(id: string): Promise<number | undefined> {
  const opened = await ext.windows.create({ url: ext.runtime.getURL(`consent.html#${id}`), type: "popup", width: 560, height: 680, focused: true });
  return opened?.id;
}
