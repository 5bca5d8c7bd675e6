/** How a person takes something out of the chat page, and what is in it then. */
import { Chat } from "./chat.ts";
import type { Stage } from "./stage.ts";

export const SHORT = "Gruß an Frau Vollbrecht";

/** A chat whose answer is restored. */
export async function answered(stage: Stage): Promise<Chat> {
  const chat = await Chat.open(stage);
  await chat.type(SHORT);
  await chat.send();
  await chat.page.waitFor((answer) => document.querySelector(answer)?.textContent.includes("Vollbrecht"), { what: "the answer is restored" }, chat.marks.answer);
  return chat;
}

/** Selects a stretch of the person's own message. */
export const select = (chat: Chat, part: string): Promise<void> =>
  chat.page.evaluate((wanted) => {
    (document.activeElement as HTMLElement).blur();
    const node = document.querySelector(".bubble")!.firstChild as Text;
    const at = node.data.indexOf(wanted);
    getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length);
  }, part);

/** What Ctrl+V puts into a text box. */
export async function clipboard(chat: Chat): Promise<string> {
  await chat.page.evaluate(() => {
    const box = Object.assign(document.body.appendChild(document.createElement("textarea")), { id: "box" });
    box.style.cssText = "position: fixed; top: 0; right: 0; z-index: 9";
  });
  await chat.page.click("#box");
  await chat.page.press("Control+v");
  const text = await chat.page.waitFor(() => document.querySelector<HTMLTextAreaElement>("#box")?.value, { what: "the text is pasted" });
  await chat.page.evaluate(() => document.querySelector("#box")?.remove());
  return text;
}

/** Whether a drag that starts on the person's message goes on. */
export const drags = (chat: Chat): Promise<boolean> =>
  chat.page.evaluate(() => document.querySelector(".bubble")!.dispatchEvent(new DragEvent("dragstart", { bubbles: true, cancelable: true, composed: true })));
