/**
 * WebSocket.send cannot be answered late, but it may send late: frames to the
 * service wait in order for their verdicts. A frame with a finding is dropped.
 * Binary frames are read as text too; what was checked is what is sent.
 */
import type { Desk } from "../../bridge/offer.ts";
import {
  apply,
  branded,
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

export function wrapSocket(targets: Targets, desk: Desk): void {
  /** The end of each socket's queue. */
  const tails = new NativeWeakMap<object, Promise<void>>();

  const deliver = async (before: Promise<void> | undefined, socket: WebSocket, native: unknown, data: unknown): Promise<void> => {
    try {
      // A copy: the page may reuse its buffer while the frame waits.
      const bytes = typeof data === "string" ? undefined : await responseBytes(new NativeResponse(data as BodyInit));
      const text = bytes ? await responseText(new NativeResponse(bytes)) : (data as string);
      const verdict = await desk.frame(socketUrl(socket), text);
      await before;
      if (verdict.do === "send") apply(native, socket, [bytes ?? text]);
    } catch {
      // What cannot be read or sent any more does not leave; later frames still do.
    }
  };

  wrap(WebSocket.prototype, "send", (native, self, args) => {
    const socket = self as WebSocket;
    if (args.length === 0 || !branded(socketUrl, self) || !targets.socket(socketUrl(socket))) return apply(native, socket, args);
    if (socketState(socket) === CONNECTING) return apply(native, socket, [""]); // throws, as it must
    const data = typeof args[0] === "object" && args[0] !== null ? args[0] : toText(args[0]);
    const before = mapGet(tails, self as object) as Promise<void> | undefined;
    mapSet(tails, self as object, deliver(before, socket, native, data));
    return undefined;
  });
}
