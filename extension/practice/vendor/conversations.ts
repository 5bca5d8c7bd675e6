/**
 * The vendor's memory: conversations as trees of messages, because an edited or
 * regenerated message starts a new branch. Lives as long as the process.
 */
import { randomUUID } from "node:crypto";

export interface Message {
  id: string;
  role: "user" | "assistant";
  text: string;
  parent: string | null;
}

export interface Conversation {
  id: string;
  messages: Map<string, Message>;
  /** The newest message of the branch on screen. */
  current: string | null;
}

/** The part of a send body that the vendor reads (extension.md calls it 3.3). */
export interface SendBody {
  action?: string;
  conversation_id?: string;
  parent_message_id?: string;
  messages?: { id?: string; content?: { parts?: unknown[] } }[];
}

export class Conversations {
  readonly #all = new Map<string, Conversation>();

  get(id: string): Conversation | undefined {
    return this.#all.get(id);
  }

  /**
   * Stores the prompt of a send, or goes back to it for a new variant, and
   * returns the empty answer below it together with the prompts before it.
   */
  accept(body: SendBody): { conversation: Conversation; prompt: string; history: string[]; answer: Message } {
    const conversation = this.#open(body.conversation_id);
    const sent = body.messages?.[0];
    const id = sent?.id ?? randomUUID();
    if (!conversation.messages.has(id)) {
      const parent = body.parent_message_id ?? null;
      conversation.messages.set(id, {
        id,
        role: "user",
        text: textOf(sent?.content?.parts),
        parent: parent !== null && conversation.messages.has(parent) ? parent : null,
      });
    }
    const answer: Message = { id: randomUUID(), role: "assistant", text: "", parent: id };
    conversation.messages.set(answer.id, answer);
    conversation.current = answer.id;
    const branch = this.branch(conversation).filter((m) => m.role === "user").map((m) => m.text);
    return { conversation, prompt: branch.at(-1) ?? "", history: branch.slice(0, -1), answer };
  }

  /** Root to current message. */
  branch(conversation: Conversation): Message[] {
    const branch: Message[] = [];
    for (let id = conversation.current; id !== null; ) {
      const message: Message | undefined = conversation.messages.get(id);
      if (message === undefined) break;
      branch.unshift(message);
      id = message.parent;
    }
    return branch;
  }

  /** The shape in which the page reloads a conversation. */
  toJSON(conversation: Conversation): unknown {
    const mapping: Record<string, unknown> = {};
    for (const m of conversation.messages.values()) {
      mapping[m.id] = {
        id: m.id,
        parent: m.parent,
        message: { id: m.id, author: { role: m.role }, content: { content_type: "text", parts: [m.text] } },
      };
    }
    return { conversation_id: conversation.id, mapping, current_node: conversation.current };
  }

  #open(id: string | undefined): Conversation {
    const known = id === undefined ? undefined : this.#all.get(id);
    if (known !== undefined) return known;
    const fresh: Conversation = { id: id ?? randomUUID(), messages: new Map(), current: null };
    this.#all.set(fresh.id, fresh);
    return fresh;
  }
}

function textOf(parts: unknown[] | undefined): string {
  return (parts ?? []).filter((p): p is string => typeof p === "string").join("\n");
}
