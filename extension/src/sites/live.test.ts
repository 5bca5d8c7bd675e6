import assert from "node:assert/strict";
import { test } from "node:test";
import { chatgpt } from "./chatgpt.ts";
import { LiveSite } from "./live.ts";
import { mended } from "./table.ts";

const mend = mended(chatgpt, {
  version: chatgpt.version + 1,
  selectors: { send: "button.send" },
  endpoints: [{ name: "say", path: "^/say$", handling: "mask", texts: ["said"] }],
})!;

test("who holds the site or its selectors sees a table come and go", () => {
  const live = new LiveSite(chatgpt, () => true);
  const { site } = live;
  const { selectors } = site;
  assert.deepEqual(site, chatgpt);
  assert.equal(live.take(null), false);
  assert.equal(live.take(mend), true);
  assert.equal(live.take({ ...mend }), false);
  assert.equal(site.selectors, selectors);
  assert.deepEqual([selectors.send, site.version, site.endpoints[0]?.path], ["button.send", chatgpt.version + 1, "^/say$"]);
  assert.equal(live.take(null), true);
  assert.deepEqual(site, chatgpt);
  assert.equal(site.selectors, selectors);
});

test("a selector that the browser cannot read leaves what was shipped", () => {
  const live = new LiveSite(chatgpt, () => false);
  live.take(mend);
  assert.deepEqual(live.site, chatgpt);
  assert.notEqual(chatgpt.selectors.send, "button.send");
});
