/**
 * navigator.sendBeacon returns before anything can be checked: within reach it is
 * refused the way a browser refuses it, with false.
 */
import type { Desk } from "../../bridge/offer.ts";
import { apply, toText, wrap } from "./native.ts";
import type { Targets } from "./reach.ts";

export function wrapBeacon(targets: Targets, desk: Desk): void {
  wrap(Navigator.prototype, "sendBeacon", (native, self, args) => {
    if (args.length === 0) return apply(native, self, args);
    const address = toText(args[0]);
    if (targets.of(address).concern === "none") return apply(native, self, [address, args[1]]);
    desk.refused(address);
    return false;
  });
}
