/**
 * Isolated end of the bridge: takes the guard's port before any page script runs
 * and answers its questions. See offer.ts for the hand-off.
 */
import { CALL, type Copied, type FromContent, type FromGuard, type Held, OFFER, type Verdict } from "./protocol.ts";

export interface Answers {
  held(held: Held): Promise<Verdict>;
  frame(url: string, text: string): Promise<Verdict>;
  /** The guard has refused this by itself, because nobody answered it in time. */
  tired(url: string): void;
  settled(ticket: string, ok: boolean): void;
  learned(ticket: string, conversation: string): void;
  copied(text: string, kind: Copied): Promise<Verdict>;
  refused(url: string): void;
  /** The guard of this frame is there and listens; `first`: no script of the page came before it. */
  ready(first: boolean): void;
  /** Resolves when the self-test is to run. */
  prove(): Promise<Verdict>;
  proved(guard: boolean, rules: boolean): void;
}

/** Returns how to tell the guard that what it waits for goes on. */
export function takeDesk(answers: Answers): () => void {
  let alive = (): void => undefined;
  document.addEventListener(
    OFFER,
    function take(event) {
      const port = event instanceof MessageEvent ? event.ports[0] : undefined;
      if (!port) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      document.removeEventListener(OFFER, take, true);
      alive = serve(port, answers);
    },
    true,
  );
  document.dispatchEvent(new Event(CALL));
  return () => alive();
}

function serve(port: MessagePort, answers: Answers): () => void {
  const open = new Set<number>();
  const reply = (id: number, verdict: Promise<Verdict>): void => {
    open.add(id);
    void verdict
      .catch((): Verdict => ({ do: "refuse", reason: "engine-failed" }))
      .then((settled) => {
        open.delete(id);
        port.postMessage({ id, verdict: settled } satisfies FromContent);
      });
  };
  port.addEventListener("message", (event) => {
    const message = event.data as FromGuard;
    switch (message.say) {
      case "ready":
        { answers.ready(message.first); return; }
      case "prove":
        { reply(message.id, answers.prove()); return; }
      case "proved":
        { answers.proved(message.guard, message.rules); return; }
      case "request":
        { reply(message.id, answers.held(message.held)); return; }
      case "frame":
        { reply(message.id, answers.frame(message.url, message.text)); return; }
      case "tired":
        { answers.tired(message.url); return; }
      case "settled":
        { answers.settled(message.ticket, message.ok); return; }
      case "learned":
        { answers.learned(message.ticket, message.conversation); return; }
      case "copied":
        { reply(message.id, answers.copied(message.text, message.kind)); return; }
      case "refused":
        { answers.refused(message.url); return; }
    }
  });
  port.start();
  return () => {
    for (const id of open) port.postMessage({ id, alive: true } satisfies FromContent);
  };
}
