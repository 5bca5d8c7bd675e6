/**
 * Does the protection of this page work? Two requests that must not get through
 * are tried whenever the content script says so, which is once on most pages: one
 * the way the page sends, which must end at the content script, and a bare one past
 * the wrapping, which the browser's own rules must block. Neither carries a user's text.
 */
import type { Desk } from "../../bridge/offer.ts";
import { CANARY } from "../../bridge/protocol.ts";
import { apply, nativeFetch, page, plain, safe } from "./native.ts";

/** The bare request: a method that the endpoint does not have, an empty body. */
const BARE = "/backend-api/f/conversation/prepare";

export async function prove(desk: Desk): Promise<void> {
  while ((await safe(desk.prove())).do === "send") await safe(once(desk));
}

async function once(desk: Desk): Promise<void> {
  const stopped = async (answer: () => unknown): Promise<boolean> => {
    try {
      await safe(answer() as Promise<unknown>);
      return false;
    } catch {
      return true;
    }
  };
  const headers = plain({ "content-type": "application/json" });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- as the page calls it, with the page as its owner
  const guard = await safe(stopped(() => apply(page.fetch, page, [CANARY.path, plain({ method: "POST", headers, body: `{"note":"${CANARY.text}"}` })])));
  const rules = await safe(stopped(() => nativeFetch(BARE, plain({ method: "PUT", headers, body: "{}" }))));
  desk.proved(guard, rules);
}
