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
  blobType,
  branded,
  bytesOf,
  decode,
  detach,
  mapGet,
  mapSet,
  NativeResponse,
  NativeTextDecoder,
  NativeWeakMap,
  plain,
  responseText,
  safe,
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

/** What a frame carries, one of three. */
interface Data {
  text?: string;
  /** A copy: the page may reuse its buffer while the frame waits. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Never changes. */
  blob?: Blob;
}

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

  const deliver = async (queue: Queue, before: Promise<void>, socket: WebSocket, native: unknown, data: Data): Promise<void> => {
    try {
      const text = data.text ?? (data.bytes ? decode(new NativeTextDecoder(), data.bytes) : await safe(responseText(new NativeResponse(data.blob))));
      const verdict = await safe(desk.frame(socketUrl(socket), text));
      await safe(before);
      if (queue.refused) return;
      if (verdict.do === "send") apply(native, socket, [verdict.body ?? data.bytes ?? data.blob ?? text]);
      else refuse(queue, socket);
    } catch {
      await safe(before);
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
    const data = dataOf(args[0]);
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
      await safe(queue.tail);
      apply(native, self, args);
    })();
    return undefined;
  });
}

function dataOf(given: unknown): Data {
  const bytes = bytesOf(given);
  return plain(bytes ? { bytes } : branded(blobType, given) ? { blob: given as Blob } : { text: toText(given) });
}

/** Arguments that close() takes without complaint; about all others it must complain at once. */
function plainClose(args: unknown[]): boolean {
  const code = args[0];
  const reason = args[1];
  if (code !== undefined && code !== 1000 && !(typeof code === "number" && code >= 3000 && code <= 4999 && code % 1 === 0)) return false;
  return reason === undefined || (typeof reason === "string" && reason.length <= SHORT);
}
