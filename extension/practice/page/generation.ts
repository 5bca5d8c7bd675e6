/**
 * A generation is one look of the chat page: its markup, its editor and its
 * routes. Several are live on the real site at once, split by account. Whatever
 * does not differ between them (conversation, drafts, uploads) lives beside this
 * file; whatever does lives in a folder of its own.
 */
import type { ComponentType } from "react";
import type { Conversation } from "./conversation.ts";
import type { Texts } from "./texts.ts";

export interface ComposerProps {
  chat: Conversation;
  texts: Texts;
  /** Text to start with, from the URL or from before hydration. */
  initial: string;
  /** Send `initial` at once, as a link with ?q= asks for. */
  sendAtOnce: boolean;
}

export interface TurnsProps {
  chat: Conversation;
  texts: Texts;
}

export interface Generation {
  /** First part of every API path. */
  api: "backend-api" | "backend-anon";
  /** Page path of a conversation. */
  path(conversation: string): string;
  Composer: ComponentType<ComposerProps>;
  Turns: ComponentType<TurnsProps>;
}
