/** Where things are on each generation of the practice page, for the specs' hands and eyes. */
import type { GenerationName } from "../../practice/vendor/html.ts";

export interface Marks {
  editor: string;
  send: string;
  stop: string;
  /** One turn of the conversation. */
  turn: string;
  /** The person's own message. */
  bubble: string;
  /** The body of an answer. */
  answer: string;
  edit: string;
  editBox: string;
  sendEdit: string;
  copy: string;
  download: string;
  again: string;
  /** Text field of the form before hydration. */
  early: string;
}

const g2: Marks = {
  editor: "[data-composer-markdown].ProseMirror",
  send: "form[data-chatgpt-composer] button[type=submit]",
  stop: "form[data-chatgpt-composer] button .square",
  turn: "[data-turn-key]",
  bubble: "[data-user-message-bubble]",
  answer: "[data-markdown-text-style=assistant-message]",
  edit: "[data-act=edit]",
  editBox: "[data-act=edit-box]",
  sendEdit: "[data-act=send-edit]",
  copy: "[data-act=copy]",
  download: "[data-act=download]",
  again: "[data-act=again]",
  early: "form textarea",
};

const g3: Marks = {
  ...g2,
  editor: "[data-octane-lexical-host] [contenteditable=true]",
  send: "button[data-composer-submit]",
  stop: ".composer button .square",
  turn: "li[data-message-role]",
  bubble: "li[data-message-role=user] .bubble",
  answer: "li[data-message-role=assistant] .markdown",
};

export const MARKS: Record<GenerationName, Marks> = {
  g1: {
    editor: "#prompt-textarea.ProseMirror",
    send: "[data-testid=send-button]",
    stop: "[data-testid=stop-button]",
    turn: "article",
    bubble: ".bubble",
    answer: ".markdown",
    edit: "[data-testid=edit-turn-action-button]",
    editBox: ".editing textarea",
    sendEdit: "[data-testid=send-edit]",
    copy: "[data-testid=copy-turn-action-button]",
    download: "[data-testid=download-turn-action-button]",
    again: "[data-testid=regenerate-turn-action-button]",
    early: ".wcDTda_fallbackTextarea",
  },
  g2,
  g3,
  "g3-mobile": { ...g3, editor: "textarea#mobile-composer-prompt" },
};
