/**
 * The answer as an event stream in the vendor's delta encoding "v1": objects
 * {p, o, v, c} whose p and o are inherited when absent, patch lists, markers and
 * a final [DONE]. Pieces are cut without regard to words, so that a placeholder
 * often arrives in two or three of them.
 */
import type { ServerResponse } from "node:http";

/** Characters that come in the smallest pieces. */
const LONG = 8_000;
const PIECES = [3, 7, 5, 11, 4, 9, 2, 13];

export interface Turn {
  conversation: string;
  message: string;
  /** Milliseconds between two pieces. */
  pace: number;
  text: string;
}

/** Writes the whole answer; ends early when the page has gone. Never throws. */
export async function streamAnswer(response: ServerResponse, turn: Turn): Promise<void> {
  const data = (value: unknown, event?: string): void => {
    response.write(`${event === undefined ? "" : `event: ${event}\n`}data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`);
  };
  data('"v1"', "delta_encoding");
  data({ type: "resume_conversation_token", conversation_id: turn.conversation });
  data({ p: "", o: "add", c: 0, v: { conversation_id: turn.conversation, message: message(turn.message) } }, "delta");
  data({ type: "message_marker", conversation_id: turn.conversation, message_id: turn.message, marker: "user_visible_token", event: "first" });

  let first = true;
  for (const piece of pieces(turn.text)) {
    if (response.destroyed) return;
    data(first ? { p: "/message/content/parts/0", o: "append", v: piece } : { v: piece }, "delta");
    first = false;
    await new Promise((resolve) => setTimeout(resolve, turn.pace));
  }
  data({
    p: "",
    o: "patch",
    v: [
      { p: "/message/status", o: "replace", v: "finished_successfully" },
      { p: "/message/end_turn", o: "replace", v: true },
    ],
  }, "delta");
  data({ type: "message_marker", conversation_id: turn.conversation, message_id: turn.message, marker: "last_token", event: "last" });
  data({ type: "message_stream_complete", conversation_id: turn.conversation });
  data("[DONE]");
  response.end();
}

function message(id: string): unknown {
  return {
    id,
    author: { role: "assistant" },
    create_time: Date.now() / 1000,
    content: { content_type: "text", parts: [""] },
    status: "in_progress",
    end_turn: null,
    metadata: { model_slug: "practice" },
  };
}

/** Cut without regard to words; in a long answer the pieces are larger, never more than some thousand. */
export function* pieces(text: string): Generator<string> {
  const units = [...text];
  const grain = Math.ceil(units.length / LONG);
  for (let at = 0, turn = 0; at < units.length; turn++) {
    const size = grain * PIECES[turn % PIECES.length]!;
    yield units.slice(at, at + size).join("");
    at += size;
  }
}
