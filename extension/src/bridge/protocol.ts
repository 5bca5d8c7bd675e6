/**
 * What the guard (page world) and the content script (isolated world) say to
 * each other over their private MessagePort. The page world reads and sends; the
 * isolated world, which page scripts cannot reach, decides.
 */
import type { BlockReason } from "../lib/messages.ts";

/** A request that waits for a verdict. */
export interface Held {
  url: string;
  method: string;
  /** undefined: the guard cannot read this kind of body; null: there is none. */
  body: string | null | undefined;
}

/** May this leave? Every question has one verdict; none waits five seconds without a sign of life. */
export type Verdict =
  /**
   * `body` undefined: as it was. A ticket opens layer 1 once. `learn`: the answer
   * will name a conversation that has no id yet.
   */
  | { do: "send"; body?: string; ticket?: string; learn?: boolean }
  /** Nothing leaves; the page gets this answer. */
  | { do: "answer"; body: string }
  | { do: "refuse"; reason: BlockReason };

/** "other": a form of text in which placeholders may be put, but not originals. */
export type Copied = "text" | "html" | "other";

export type FromGuard =
  | { say: "ready"; first: boolean }
  /** Answered when the self-test is to run, however late: "send"; anything else: never in this frame. */
  | { say: "prove"; id: number }
  /** Whether the request through the guard and the bare one were stopped. */
  | { say: "proved"; guard: boolean; rules: boolean }
  | { say: "request"; id: number; held: Held }
  /** One text of a WebSocket. */
  | { say: "frame"; id: number; url: string; text: string }
  /** Nobody has answered in time: this request is refused. */
  | { say: "tired"; url: string }
  /** The ticket was used: headers arrived, or the request failed. */
  | { say: "settled"; ticket: string; ok: boolean }
  /** The answer to the request with this ticket names its conversation. */
  | { say: "learned"; ticket: string; conversation: string }
  /** The page puts this on the clipboard or into a file; the person wants the originals there, or the policy does not. */
  | { say: "copied"; id: number; text: string; kind: Copied }
  /** Refused on the spot, because this route cannot wait for a verdict. */
  | { say: "refused"; url: string };

/** A verdict, or a sign of life while a long text is checked. */
export type FromContent = { id: number; verdict: Verdict } | { id: number; alive: true };

/** The request of the self-test, which nothing may let through. */
export const CANARY = { path: "/backend-api/conversation/self_test", text: "DE02120300000000202051" } as const;

/** The two events of the hand-off; they are over before the first page script. */
export const OFFER = "deckname-port";
export const CALL = "deckname-call";
