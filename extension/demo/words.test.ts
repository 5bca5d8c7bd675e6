/** What the demonstration says leads somewhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { portInUse } from "./trouble.ts";
import { whereToLook, whereToLookLater, type Shown } from "./words.ts";

const shown = {
  server: { dashboard: "http://127.0.0.1:8788/dashboard/enter?key=k" },
  practice: { port: 8443 },
  extensions: { chromium: "var/extension/chromium", firefox: "var/extension/firefox" },
  log: "var/practice/requests.jsonl",
  options: " --listen 127.0.0.1:8788",
  inProject: (path: string) => path,
} as unknown as Shown;

test("while the server runs, its link is there; afterwards, how to get one", () => {
  assert.ok(whereToLook(shown).includes(shown.server.dashboard));
  const later = whereToLookLater(shown);
  assert.doesNotMatch(later, /https?:|the window of this demo/);
  assert.match(later, /bin\/deckname serve --listen 127\.0\.0\.1:8788 /);
});

test("a port in use: the next step is a command of the Makefile", () => {
  assert.match(portInUse("Port 8443", "--port 8444"), /^Port 8443 is in use\..* make run RUN="--port 8444"$/);
});
