/**
 * Page-world end of the bridge. The hand-off is synchronous and over before the
 * first page script: whoever of the two scripts comes second finds the other.
 * Taking the port cancels the event, so no listener stays behind for page code.
 * Without a content script every question ends as refused.
 */
import {
  after,
  cancel,
  channelPort1,
  channelPort2,
  deleteProperty,
  dispatch,
  doc,
  hasBody,
  listen,
  messageData,
  NativeMessageChannel,
  NativeMessageEvent,
  NativePromise,
  plain,
  post,
  start,
} from "../guard/page/native.ts";
import { LAST, PATIENCE } from "../lib/patience.ts";
import { CALL, type Copied, type FromContent, type FromGuard, type Held, OFFER, type Verdict } from "./protocol.ts";

export interface Desk {
  /** Always answers; never rejects. A verdict has nothing but what it was given (`plain`). */
  held(held: Held): Promise<Verdict>;
  frame(url: string, text: string): Promise<Verdict>;
  settled(ticket: string, ok: boolean): void;
  learned(ticket: string, conversation: string): void;
  /** An "answer" with what may be taken out of the page, or anything else: nothing may. */
  copied(text: string, kind: Copied): Promise<Verdict>;
  refused(url: string): void;
  /** Waits until the self-test is to run: "send". Anything else: never here. */
  prove(): Promise<Verdict>;
  proved(guard: boolean, rules: boolean): void;
}

interface Open {
  timer: number;
  /** Starts the wait anew. */
  wait(): void;
  settle(verdict: Verdict): void;
}

const AWAY: Verdict = plain({ do: "refuse", reason: "background-away" });

export function openDesk(): Desk {
  const channel = new NativeMessageChannel();
  const port = channelPort1(channel);
  const far = channelPort2(channel);
  const waiting = { __proto__: null } as unknown as Record<number, Open | undefined>;
  let next = 1;

  listen(port, "message", (event) => {
    const said = plain(messageData(event as MessageEvent) as FromContent);
    const verdict = "verdict" in said ? plain(said.verdict) : undefined;
    const open = waiting[said.id];
    if (!open) { // too late: already refused, and the ticket is not used
      if (verdict?.do === "send" && verdict.ticket !== undefined) say({ say: "settled", ticket: verdict.ticket, ok: false });
      return;
    }
    cancel(open.timer);
    if (!verdict) {
      open.wait();
      return;
    }
    deleteProperty(waiting, said.id);
    open.settle(verdict);
  });
  start(port);

  const offer = (): boolean =>
    !dispatch(doc, new NativeMessageEvent(OFFER, plain({ ports: [far], cancelable: true })));
  if (!offer()) listen(doc, CALL, offer, plain({ once: true, capture: true }));

  const say = (message: FromGuard): void => post(port, message);
  /** `patient`: the answer may take as long as it likes. */
  const ask = (message: (id: number) => FromGuard, url?: string, patient = false): Promise<Verdict> =>
    new NativePromise((settle) => {
      const id = next++;
      const open: Open = {
        timer: 0,
        wait: () => {
          if (patient) return;
          open.timer = after(() => {
            open.timer = after(() => {
              deleteProperty(waiting, id);
              if (url !== undefined) say({ say: "tired", url });
              settle(AWAY);
            }, LAST);
          }, PATIENCE);
        },
        settle,
      };
      open.wait();
      waiting[id] = open;
      say(message(id));
    });

  say({ say: "ready", first: !hasBody(doc) });
  return {
    held: (held) => ask((id) => ({ say: "request", id, held }), held.url),
    frame: (url, text) => ask((id) => ({ say: "frame", id, url, text })),
    settled: (ticket, ok) => say({ say: "settled", ticket, ok }),
    learned: (ticket, conversation) => say({ say: "learned", ticket, conversation }),
    copied: (text, kind) => ask((id) => ({ say: "copied", id, text, kind })),
    refused: (url) => say({ say: "refused", url }),
    prove: () => ask((id) => ({ say: "prove", id }), undefined, true),
    proved: (guard, rules) => say({ say: "proved", guard, rules }),
  };
}

