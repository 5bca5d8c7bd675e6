/**
 * Every request of the page. References to fetch, XMLHttpRequest and WebSocket
 * are taken when this module is evaluated, as the real bundle does: whoever
 * wants to wrap them has to come first.
 */
import { readDeltas, type StreamEvent } from "./deltas.ts";

const request = window.fetch.bind(window);
const Xhr = window.XMLHttpRequest;
const Socket = window.WebSocket;
const encode = JSON.stringify;

export type Action = "next" | "variant";
/** Texts that go out without being a prompt. */
export type Saved = "title" | "instructions" | "project" | "memory" | "canvas" | "speech";

export interface Prompt {
  id: string;
  text: string;
  files: { id: string; name: string; size: number }[];
}

export interface Send {
  action: Action;
  prompt: Prompt;
  parent: string;
  conversation: string | undefined;
  /** Kept by the vendor for this chat only. */
  temporary: boolean;
  prepared: "success" | "failure" | "none";
  token: string | undefined;
}

export class Api {
  readonly #base: string;

  constructor(base: string) {
    this.#base = `/${base}/`;
  }

  #post(path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return this.#send("POST", path, body, headers, signal);
  }

  #send(method: "POST" | "PATCH", path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return request(this.#base + path, {
      method,
      headers: { "content-type": "application/json", "oai-language": navigator.language, ...headers },
      body: encode(body),
      credentials: "include",
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Streams the answer. Throws when the send was refused or the stream broke. */
  async *send(send: Send, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const response = await this.#post(
      "f/conversation",
      {
        action: send.action,
        messages: [message(send.prompt)],
        ...(send.conversation === undefined ? {} : { conversation_id: send.conversation }),
        parent_message_id: send.parent,
        model: "auto",
        client_prepare_state: send.prepared,
        ...(send.temporary ? { history_and_training_disabled: true } : {}),
        timezone_offset_min: new Date().getTimezoneOffset(),
        conversation_mode: { kind: "primary_assistant" },
        enable_message_followups: true,
        supports_buffering: true,
        supported_encodings: ["v1"],
      },
      { accept: "text/event-stream", ...(send.token === undefined ? {} : { "x-conduit-token": send.token }) },
      signal,
    );
    if (!response.ok || response.body === null) throw new Error("send refused");
    yield* readDeltas(response.body);
  }

  /** Adds to the prompt whose answer is on its way. Throws when refused. */
  async steer(text: string, conversation: string | undefined, turn: string): Promise<void> {
    const response = await this.#post("f/steer_turn", {
      ...(conversation === undefined ? {} : { conversation_id: conversation }),
      turn_id: turn,
      message: { id: crypto.randomUUID(), author: { role: "user" }, content: { content_type: "text", parts: [text] } },
    });
    if (!response.ok) throw new Error("steering refused");
  }

  /** Saves a text somewhere outside the conversation. Throws when refused. */
  async save(what: Saved, text: string, conversation: string | undefined): Promise<void> {
    const response = await this.#save(what, text, conversation ?? "none");
    if (!response.ok) throw new Error("not saved");
  }

  #save(what: Saved, text: string, conversation: string): Promise<Response> {
    switch (what) {
      case "title":
        return this.#send("PATCH", `conversation/${conversation}`, { title: text });
      case "instructions":
        return this.#post("user_system_messages", { about_user_message: text, about_model_message: "", enabled: true });
      case "project":
        return this.#send("PATCH", "gizmos/g-p-practice", { gizmo: { instructions: text, display: { name: "Practice" } } });
      case "memory":
        return this.#post("memories", { content: text });
      case "canvas":
        return this.#post(`conversation/${conversation}/textdocs`, { textdoc_id: "doc-1", version: 2, content: text });
      case "speech": {
        const form = new FormData();
        form.set("file", new File([text], "speech.webm", { type: "audio/webm" }));
        return request(`${this.#base}transcribe`, { method: "POST", body: form, credentials: "include" });
      }
    }
  }

  /** The draft goes out while it is typed. Returns the conduit token; throws when refused. */
  async prepare(draft: string, source: "composer_editor_state" | "window_focus", parent: string, conversation?: string): Promise<string> {
    const response = await this.#post("f/conversation/prepare", {
      action: "next",
      fork_from_shared_post: false,
      ...(conversation === undefined ? {} : { conversation_id: conversation }),
      parent_message_id: parent,
      model: "auto",
      client_prepare_dispatch: source === "window_focus" ? "immediate" : "debounced",
      client_prepare_source: source,
      ...(draft === "" ? {} : { partial_query: { id: crypto.randomUUID(), author: { role: "user" }, content: { content_type: "text", parts: [draft] } } }),
    });
    if (!response.ok) throw new Error("prepare refused");
    return ((await response.json()) as { conduit_token: string }).conduit_token;
  }

  /** Any error means: no suggestions. Never throws. */
  async complete(draft: string): Promise<string[]> {
    try {
      const response = await this.#post("conversation/experimental/generate_autocompletions", { input_text: draft, num_completions: 4, in_search_mode: false });
      return response.ok ? ((await response.json()) as { completions: string[] }).completions : [];
    } catch {
      return [];
    }
  }

  /** Announces a file, puts its bytes, has them processed. Returns its id; throws when refused. */
  async upload(file: File): Promise<string> {
    const announced = await this.#post("files", { file_name: file.name, file_size: file.size, use_case: "my_files", reset_rate_limits: false });
    if (!announced.ok) throw new Error("upload refused");
    const { file_id, upload_url } = (await announced.json()) as { file_id: string; upload_url: string };
    await put(upload_url, file);
    const processed = await this.#post("files/process_upload_stream", { file_id, use_case: "my_files", file_name: file.name });
    if (!processed.ok) throw new Error("upload refused");
    return file_id;
  }

  /** Tells the vendor what was copied. Never throws. */
  async copied(conversation: string | undefined, id: string, selected: string): Promise<void> {
    try {
      await this.#post("conversation/implicit_message_feedback", { conversation_id: conversation, message_id: id, feedback_type: "copy", selected_text: selected });
    } catch {
      // Feedback is a courtesy.
    }
  }

  /** The stored branch of a conversation, oldest first; empty when there is none. */
  async load(conversation: string): Promise<{ id: string; role: "user" | "assistant"; text: string }[]> {
    const response = await request(`${this.#base}conversation/${conversation}`, { credentials: "include" });
    if (!response.ok) return [];
    const stored = (await response.json()) as Stored;
    const branch = [];
    for (let id = stored.current_node; id !== null && id !== undefined; id = stored.mapping[id]?.parent ?? null) {
      const node = stored.mapping[id];
      if (node === undefined) break;
      branch.unshift({ id, role: node.message.author.role, text: node.message.content.parts.join("\n") });
    }
    return branch;
  }

  /** Turn notices of the vendor; the page only says hello and pings. */
  listen(onTurn: (conversation: string) => void): void {
    const socket = new Socket(`wss://ws.${location.hostname}/p/${crypto.randomUUID().slice(0, 8)}`);
    socket.addEventListener("open", () => {
      socket.send(encode({ type: "connect", presence: { type: "presence", state: "foreground" } }));
      setInterval(() => socket.readyState === 1 && socket.send(encode({ type: "ping" })), 15_000);
    });
    socket.addEventListener("message", (event: MessageEvent<string>) => {
      const frame = JSON.parse(event.data) as { payload?: { type: string; payload: { conversation_id: string } } };
      if (frame.payload?.type === "conversation-turn-complete") onTurn(frame.payload.payload.conversation_id);
    });
  }
}

interface Stored {
  mapping: Record<string, { parent: string | null; message: { author: { role: "user" | "assistant" }; content: { parts: string[] } } }>;
  current_node: string | null;
}

function message(prompt: Prompt): unknown {
  const attached = prompt.files.length > 0;
  return {
    id: prompt.id,
    author: { role: "user" },
    create_time: Date.now() / 1000,
    content: { content_type: "text", parts: [prompt.text] },
    metadata: {
      serialization_metadata: { custom_symbol_offsets: [] },
      submission_mode: "standard",
      ...(attached ? { attachments: prompt.files.map((f) => ({ id: f.id, name: f.name, size: f.size })) } : {}),
    },
  };
}

function put(url: string, file: File): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new Xhr();
    xhr.open("PUT", url);
    xhr.setRequestHeader("content-type", file.type === "" ? "application/octet-stream" : file.type);
    xhr.setRequestHeader("x-ms-blob-type", "BlockBlob");
    xhr.onload = () => (xhr.status < 300 ? resolve() : reject(new Error("upload refused")));
    xhr.onerror = () => reject(new Error("upload refused"));
    xhr.send(file);
  });
}
