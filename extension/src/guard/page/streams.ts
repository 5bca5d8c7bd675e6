/**
 * WebTransport and WebSocketStream write through streams that cannot be held.
 * The service uses neither: towards it they are refused as if the server did not
 * speak them.
 */
import type { Desk } from "../../bridge/offer.ts";
import { construct, defineProperty, getOwnPropertyDescriptor, NativeProxy, NativeDOMException, page, toText } from "./native.ts";
import type { Targets } from "./reach.ts";

export function wrapStreams(targets: Targets, desk: Desk): void {
  const names = ["WebTransport", "WebSocketStream"];
  for (let i = 0; i < names.length; i++) refuse(names[i] ?? "");

  function refuse(name: string): void {
    const descriptor = getOwnPropertyDescriptor(page, name);
    const native = descriptor?.value as (new (...args: never[]) => object) | undefined;
    if (!descriptor || !native) return; // this browser does not have it
    descriptor.value = new NativeProxy(native, {
      // Without a prototype: a trap that the page puts on Object.prototype is none of ours.
      __proto__: null,
      construct(_target: unknown, args: unknown[], made: never) {
        if (args.length === 0) return construct(native, args as never[], made);
        const address = toText(args[0]);
        if (targets.socket(address)) {
          desk.refused(address);
          throw new NativeDOMException("The connection failed.", "NetworkError");
        }
        return construct(native, [address, args[1]] as never[], made);
      },
    } as ProxyHandler<typeof native>);
    defineProperty(page, name, descriptor);
  }
}
