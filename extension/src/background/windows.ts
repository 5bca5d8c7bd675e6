/** The small window in which the extension asks the user something. */
import { ext } from "../lib/ext.ts";

export async function openQuestion(id: string): Promise<void> {
  await ext.windows.create({ url: ext.runtime.getURL(`consent.html#${id}`), type: "popup", width: 560, height: 680, focused: true });
}
