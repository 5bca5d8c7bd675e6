/**
 * WebSocket.send cannot be answered late, but it may send late: frames to the
 * service wait in order for their verdicts, and so does the page's close(). Known
 * shapes leave masked. A frame that must not leave ends the socket: the page
 * hears of it as of any lost connection and does not wait for an answer that
 * cannot come; nothing that stood behind the frame leaves. Binary frames are read
 * as text too; what was checked is what is sent.
 */
import type { Desk } from "../../bridge/offer.ts";
import {
  apply,
  branded,
  detach,
  mapGet,
  mapSet,
  NativeResponse,
  NativeWeakMap,
  responseBytes,
  responseText,
  socketState,
  socketUrl,
  toText,
  wrap,
} from "./native.ts";
import type { Targets } from "./reach.ts";

const CONNECTING = 0;
/** Close code of a refused frame; 4000 and above are free for applications. */
const REFUSED = 4403;
/** A reason of this many characters is below the 123 bytes that close() takes, whatever they are. */
const SHORT = 41;

const shut = detach(WebSocket.prototype, "close");

interface Queue {
  /** The end of the queue. */
  tail: Promise<void>;
  /** Frames that wait. */
  length: number;
  refused: boolean;
}

export function wrapSocket(targets: Targets, desk: Desk): void {
  const queues = new NativeWeakMap<object, Queue>();
  const queueOf = (socket: object): Queue | undefined => mapGet(queues, socket) as Queue | undefined;

  const deliver = async (queue: Queue, before: Promise<void>, socket: WebSocket, native: unknown, data: unknown): Promise<void> => {
    try {
      // A copy: the page may reuse its buffer while the frame waits.
      const bytes = typeof data === "string" ? undefined : await responseBytes(new NativeResponse(data as BodyInit));
      const text = bytes ? await responseText(new NativeResponse(bytes)) : (data as string);
      const verdict = await desk.frame(socketUrl(socket), text);
      await before;
      if (queue.refused) return;
      if (verdict.do === "send") apply(native, socket, [verdict.body ?? bytes ?? text]);
      else refuse(queue, socket);
    } catch {
      await before;
      refuse(queue, socket);
    } finally {
      queue.length--;
    }
  };

  const refuse = (queue: Queue, socket: WebSocket): void => {
    queue.refused = true;
    try {
      shut(socket, REFUSED);
    } catch {
      // It was closed meanwhile.
    }
  };

  wrap(WebSocket.prototype, "send", (native, self, args) => {
    const socket = self as WebSocket;
    if (args.length === 0 || !branded(socketUrl, self) || !targets.socket(socketUrl(socket))) return apply(native, socket, args);
    if (socketState(socket) === CONNECTING) return apply(native, socket, [""]); // throws, as it must
    const data = typeof args[0] === "object" && args[0] !== null ? args[0] : toText(args[0]);
    const queue = queueOf(socket) ?? { tail: (async () => undefined)(), length: 0, refused: false };
    queue.length++;
    queue.tail = deliver(queue, queue.tail, socket, native, data);
    mapSet(queues, socket, queue);
    return undefined;
  });

  wrap(WebSocket.prototype, "close", (native, self, args) => {
    const queue = branded(socketUrl, self) ? queueOf(self as object) : undefined;
    if (!queue || queue.length === 0 || !plainClose(args)) return apply(native, self, args);
    void (async () => {
      await queue.tail;
      apply(native, self, args);
    })();
    return undefined;
  });
}

/** Arguments that close() takes without complaint; about all others it must complain at once. */
function plainClose(args: unknown[]): boolean {
  const code = args[0];
  const reason = args[1];
  if (code !== undefined && code !== 1000 && !(typeof code === "number" && code >= 3000 && code <= 4999 && code % 1 === 0)) return false;
  return reason === undefined || (typeof reason === "string" && reason.length <= SHORT);
}
