/**
 * One conversation on screen: its turns, what can be done with them, and the
 * page address that follows them.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Action, Api, Prompt } from "./api.ts";

export interface Turn {
  id: string;
  role: "user" | "assistant";
  text: string;
  state: "done" | "streaming" | "stopped" | "failed";
  files: string[];
}

export interface Conversation {
  id: string | undefined;
  turns: Turn[];
  streaming: boolean;
  /** The message that the next prompt answers. */
  parent: string;
  api: Api;
  send(text: string, files: Prompt["files"]): void;
  /** Sends another text in place of a sent one; what followed goes away. */
  edit(turn: string, text: string): void;
  regenerate(turn: string): void;
  /** Adds to the prompt whose answer streams. */
  steer(text: string): void;
  stop(): void;
  /** A token of prepare, used once by the next send. */
  prepared(result: { token: string } | "failure"): void;
  startNew(): void;
}

const ROOT = "client-created-root";
/** A temporary chat keeps its address. */
const TEMPORARY = new URLSearchParams(location.search).get("temporary-chat") === "true";

export function useConversation(api: Api, path: (id: string) => string): Conversation {
  const [id, setId] = useState<string | undefined>(() => /\/u?c\/([0-9a-f-]{36})/.exec(location.pathname)?.[1]);
  const [turns, setTurns] = useState<Turn[]>([]);
  const running = useRef<AbortController | undefined>(undefined);
  const conduit = useRef<{ token: string } | "failure" | undefined>(undefined);
  const latest = useRef({ id, turns });
  latest.current = { id, turns };

  useEffect(() => {
    if (id === undefined || latest.current.turns.length > 0) return;
    void api.load(id).then((stored) => setTurns(stored.map((m) => ({ ...m, state: "done", files: [] }))));
  }, [api, id]);

  const change = useCallback((turn: string, update: (turn: Turn) => Turn) => {
    setTurns((all) => all.map((t) => (t.id === turn ? update(t) : t)));
  }, []);

  const run = useCallback(
    async (action: Action, prompt: Prompt, before: Turn[]) => {
      const control = new AbortController();
      running.current = control;
      let answer = crypto.randomUUID() as string;
      const user: Turn = { id: prompt.id, role: "user", text: prompt.text, state: "done", files: prompt.files.map((f) => f.name) };
      setTurns([...before, user, { id: answer, role: "assistant", text: "", state: "streaming", files: [] }]);
      const prepared = conduit.current;
      conduit.current = undefined;
      try {
        const stream = api.send(
          {
            action,
            prompt,
            parent: before.at(-1)?.id ?? ROOT,
            conversation: latest.current.id,
            temporary: TEMPORARY,
            prepared: prepared === undefined ? "none" : prepared === "failure" ? "failure" : "success",
            token: typeof prepared === "object" ? prepared.token : undefined,
          },
          control.signal,
        );
        for await (const event of stream) {
          if ("conversation" in event) {
            if (event.conversation === latest.current.id) continue;
            latest.current.id = event.conversation;
            setId(event.conversation);
            if (!TEMPORARY) history.pushState(null, "", path(event.conversation) + options());
          } else if ("message" in event) {
            const known = answer;
            answer = event.message;
            change(known, (t) => ({ ...t, id: event.message }));
          } else {
            change(answer, (t) => ({ ...t, text: t.text + event.text }));
          }
        }
        change(answer, (t) => ({ ...t, state: "done" }));
      } catch {
        change(answer, (t) => ({ ...t, state: control.signal.aborted ? "stopped" : "failed" }));
      } finally {
        if (running.current === control) running.current = undefined;
      }
    },
    [api, change, path],
  );

  return useMemo<Conversation>(
    () => ({
      id,
      turns,
      streaming: turns.some((t) => t.state === "streaming"),
      parent: turns.at(-1)?.id ?? ROOT,
      api,
      send(text, files) {
        void run("next", { id: crypto.randomUUID(), text, files }, turns);
      },
      edit(turn, text) {
        const at = turns.findIndex((t) => t.id === turn);
        void run("next", { id: crypto.randomUUID(), text, files: [] }, turns.slice(0, at));
      },
      regenerate(turn) {
        const at = turns.findIndex((t) => t.id === turn);
        const prompt = turns[at - 1];
        if (prompt === undefined) return;
        void run("variant", { id: prompt.id, text: prompt.text, files: [] }, turns.slice(0, at - 1));
      },
      steer(text) {
        const answer = turns.at(-1)?.id ?? ROOT;
        void api.steer(text, latest.current.id, answer).catch(() => change(answer, (t) => ({ ...t, state: "failed" })));
      },
      stop() {
        running.current?.abort();
      },
      prepared(result) {
        conduit.current = result;
      },
      startNew() {
        running.current?.abort();
        setTurns([]);
        setId(undefined);
        history.pushState(null, "", "/" + options());
      },
    }),
    [api, change, id, run, turns],
  );
}

/** Options of the practice page stay in the address, prompts do not. */
function options(): string {
  const query = new URLSearchParams(location.search);
  for (const text of ["q", "prompt", "prompt-textarea"]) query.delete(text);
  return query.size === 0 ? "" : `?${query}`;
}
