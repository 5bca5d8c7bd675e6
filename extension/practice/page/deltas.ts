/**
 * Reads the vendor's event stream in delta encoding "v1": each event carries
 * {p, o, v}; p and o are those of the event before when absent; "patch" bundles
 * several. Only what the page shows is followed: the text of the answer, its
 * status and the ids.
 */
export type StreamEvent = { conversation: string } | { message: string } | { text: string };

interface Delta {
  type?: string;
  conversation_id?: string;
  p?: string;
  o?: string;
  v?: unknown;
}

/** Ends after [DONE] or with the body. Throws when the body breaks off. */
export async function* readDeltas(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let path = "";
  let operation = "";
  for await (const data of events(body)) {
    if (data === "[DONE]") return;
    const delta = JSON.parse(data) as Delta | string;
    if (typeof delta === "string") continue; // "v1", the name of the encoding
    if (delta.type !== undefined) {
      if (delta.conversation_id !== undefined) yield { conversation: delta.conversation_id };
      continue;
    }
    path = delta.p ?? path;
    operation = delta.o ?? operation;
    if (operation === "add" && path === "") {
      const added = delta.v as { message: { id: string }; conversation_id: string };
      yield { conversation: added.conversation_id };
      yield { message: added.message.id };
    } else if (operation === "append" && path === "/message/content/parts/0") {
      yield { text: delta.v as string };
    }
  }
}

async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const event = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const data = event.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      if (data.length > 0) yield data.join("\n");
    }
  }
}
