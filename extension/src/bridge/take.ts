/**
 * Isolated end of the bridge: takes the guard's port before any page script runs
 * and answers its questions. See offer.ts for the hand-off.
 */
import { CALL, type FromContent, type FromGuard, type Held, OFFER, type Verdict } from "./protocol.ts";

export interface Answers {
  held(held: Held): Promise<Verdict>;
  frame(url: string, text: string): Promise<Verdict>;
  settled(ticket: string, ok: boolean): void;
  refused(url: string): void;
  /** The guard of this frame is there and listens. */
  ready(): void;
}

export function takeDesk(answers: Answers): void {
  document.addEventListener(
    OFFER,
    function take(event) {
      const port = (event as MessageEvent).ports?.[0];
      if (!port) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      document.removeEventListener(OFFER, take, true);
      serve(port, answers);
    },
    true,
  );
  document.dispatchEvent(new Event(CALL));
}

function serve(port: MessagePort, answers: Answers): void {
  const reply = (id: number, verdict: Promise<Verdict>): void => {
    void verdict
      .catch((): Verdict => ({ do: "refuse", reason: "engine-failed" }))
      .then((settled) => port.postMessage({ id, verdict: settled } satisfies FromContent));
  };
  port.addEventListener("message", (event) => {
    const message = event.data as FromGuard;
    switch (message.say) {
      case "ready":
        return answers.ready();
      case "request":
        return reply(message.id, answers.held(message.held));
      case "frame":
        return reply(message.id, answers.frame(message.url, message.text));
      case "settled":
        return answers.settled(message.ticket, message.ok);
      case "refused":
        return answers.refused(message.url);
    }
  });
  port.start();
}
