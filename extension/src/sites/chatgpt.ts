/**
 * ChatGPT in its generations: G1 classic ProseMirror, G2 rebuilt ProseMirror,
 * G3 signed out (Lexical, plain textarea).
 */
import { reach } from "./chatgpt-reach.ts";
import type { Site } from "./site.ts";

const api = "^/+backend-[a-z]+/+";
const speech = `${api}(?:f/)?transcribe(?:/|$)`;

export const chatgpt: Site = {
  id: "chatgpt",
  version: 2,
  reach,
  endpoints: [
    { name: "resume", path: `${api}(?:f/)?conversation/resume$`, handling: "opaque", silent: true },
    {
      name: "send",
      path: `${api}(?:f/)?conversation$`,
      handling: "mask",
      // The reply to a passage of an answer carries that passage, with originals as the screen shows them.
      texts: ["messages.*.content.**", "messages.*.metadata.targeted_reply"],
      prompt: true,
    },
    {
      name: "prepare",
      path: `${api}(?:f/)?conversation/prepare$`,
      handling: "draft",
      drop: ["partial_query"],
      texts: ["partial_query.**"],
      silent: true,
    },
    {
      // Unfinished names and numbers are originals that no rule can know yet, so
      // the text in the making never leaves, found or not.
      name: "autocompletions",
      path: `${api}conversation/experimental/generate_autocompletions$`,
      handling: "suggest",
      texts: ["input_text"],
      answer: '{"completions":[]}',
      silent: true,
    },
    { name: "steer", path: `${api}(?:f/)?steer_turn$`, handling: "mask", texts: ["**"], prompt: true },
    {
      name: "copied",
      path: `${api}conversation/implicit_message_feedback$`,
      // Part of an original may have been copied, and no rule knows a part.
      handling: "draft",
      drop: ["selected_text"],
      texts: ["selected_text"],
      silent: true,
    },
    { name: "sentinel", path: `${api}sentinel/`, handling: "opaque", silent: true },
    {
      name: "upload",
      path: `${api}(?:files(?:/|$)|estuary/upload_content|upload_reservations|.*claim_and_finish)`,
      handling: "file",
    },
    { name: "dictation", path: speech, handling: "sound" },
  ],
  speech,
  frames: {
    texts: ["messages.*.content.**", "payload.messages.*.content.**", "message.content.**", "payload.message.content.**", "partial_query.**", "payload.partial_query.**"],
  },
  identifiers:
    "^(?:.*_?ids?|.*_?tokens?|.*_?uuid|.*_?hash|.*_?slug|model|action|role|recipient|content_type|asset_pointer|" +
    "client_prepare_.*|submission_mode|timezone|conduit.*|arkose.*|proof.*|turnstile.*|etag|mime_type|nonce)$",
  identifier: "^[\\w.:/+=~*-]{1,8192}$",
  selectors: {
    editors: [
      '[data-composer-markdown][contenteditable="true"]',
      '#prompt-textarea[contenteditable="true"]',
      'form .ProseMirror[contenteditable="true"]',
      '[data-octane-lexical-host] [contenteditable="true"]',
      "textarea#mobile-composer-prompt",
      "textarea[data-mobile-composer-prompt]",
    ],
    likely: 'form textarea, form [contenteditable="true"], [role="textbox"][contenteditable="true"]',
    never: ".cm-editor, .cm-content",
    form: 'form[data-type="unified-composer"], form[data-chatgpt-composer]',
    send:
      '#composer-submit-button, [data-testid="send-button"], form[data-chatgpt-composer] button[type="submit"], ' +
      'form[data-type="unified-composer"] button[type="submit"], button[data-composer-submit]',
    stop: '[data-testid="stop-button"]',
    menus: '[role="listbox"], [role="menu"]',
    turns:
      "[data-message-author-role], [data-user-message-bubble], [data-markdown-text-style], [data-dil-message-id], " +
      "[data-turn-key], li[data-message-role], [id^=textdoc-message-]",
    prompts: '[data-message-author-role="user"], [data-user-message-bubble], li[data-message-role="user"]',
    canvas: '[id^="textdoc-message-"] [contenteditable]:not([contenteditable="false" i])',
  },
  conversationMember: "conversation_id",
  conversation: "^[^?]*/(?:c|uc)/([\\w-]+)/?(?:\\?|$)",
};
