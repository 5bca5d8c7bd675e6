/** The frame around a conversation: list, column, composer. */
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { Api } from "./api.ts";
import { useConversation } from "./conversation.ts";
import { Canvas } from "./canvas.tsx";
import { Extras } from "./extras.tsx";
import type { Generation } from "./generation.ts";
import type { Texts } from "./texts.ts";

export interface AppProps {
  generation: Generation;
  texts: Texts;
  initial: string;
  sendAtOnce: boolean;
}

export function App({ generation, texts, initial, sendAtOnce }: AppProps): ReactNode {
  const api = useMemo(() => new Api(generation.api), [generation]);
  const chat = useConversation(api, generation.path);
  const end = useRef<HTMLDivElement>(null);
  const length = chat.turns.reduce((sum, turn) => sum + turn.text.length, 0);

  useEffect(() => {
    api.listen(() => undefined);
  }, [api]);
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [length, chat.streaming]);

  const { Composer, Turns } = generation;
  const empty = chat.turns.length === 0 && chat.id === undefined;
  return (
    <>
      <nav>
        <strong>{texts.title}</strong>
        <button type="button" data-testid="create-new-chat-button" onClick={() => chat.startNew()}>
          {texts.newChat}
        </button>
        <h2>{texts.earlier}</h2>
        <ul>
          {texts.topics.map((topic) => (
            <li key={topic}>{topic}</li>
          ))}
        </ul>
        <Extras chat={chat} texts={texts} />
        <p>{texts.practice}</p>
      </nav>
      <main className={empty ? "empty" : ""}>
        <div className="thread">
          {empty ? <h1>{texts.greeting}</h1> : <Turns chat={chat} texts={texts} />}
          <Canvas chat={chat} texts={texts} />
          <div ref={end} className="end" />
        </div>
        <footer>
          <Composer chat={chat} texts={texts} initial={initial} sendAtOnce={sendAtOnce} />
          <p>{texts.notice}</p>
        </footer>
      </main>
    </>
  );
}
