/** Entry of the isolated world: the page side of the three layers, wired up. */
import { Background, reasonOf } from "./bridge/background.ts";
import { Conversation } from "./bridge/conversation.ts";
import { makeDesk } from "./bridge/desk.ts";
import { takeDesk } from "./bridge/take.ts";
import { Finder } from "./composer/editor.ts";
import { intercept } from "./composer/intercept.ts";
import { Submitter } from "./composer/submit.ts";
import { Watch } from "./composer/watch.ts";
import { Ledger } from "./guard/review/counts.ts";
import { SelfTest } from "./page-ui/selftest.ts";
import { Shell } from "./page-ui/shell.ts";
import { replaces } from "./policy/actions.ts";
import { Restorer } from "./restore/restorer.ts";
import { Refused } from "./lib/port.ts";
import { chatgpt as site } from "./sites/chatgpt.ts";

const top = window === window.top;
/** Put into a page that was open before: its scripts may have gone around us. */
const late = top && !(document.readyState === "loading" && !document.body);
const finder = new Finder(site.selectors);
const ledger = new Ledger();
const background = new Background({
  top,
  changed: () => {
    watch.forget();
    test.run();
  },
  health: (failure) => {
    test.health(failure);
    if (failure === "extension-updated" && top) shell.blocked(failure, { focus: false });
  },
});
const conversation = new Conversation(site.conversation, {
  path: () => location.pathname + location.search,
  rekey: async (from, to) => {
    await background.ask("rekey", { from, to });
  },
  fresh: () => `new-${crypto.randomUUID()}`,
});
const test = new SelfTest({
  late,
  composer: () => finder.editor() !== undefined,
  mode: () => background.knownMode,
  tell: (protection) => top && background.tell("state", { protection }),
});
const shell = new Shell({
  anchor: () => {
    const editor = finder.editor();
    return editor && (finder.form(editor) ?? editor.element);
  },
  retry: () => {
    const editor = finder.editor();
    if (editor) void submitter.submit(editor);
  },
});
const watch = new Watch(finder, {
  scan: async (text) => (await background.ask("scan", { text })).findings,
  found: (editor, text, findings) => shell.findings(editor, text, findings, background.knownMode ?? "mask", background.names),
});
const submitter = new Submitter(finder, {
  mask: async (text) => {
    if (late) throw new Refused("extension-updated");
    const { edits, blocked } = await background.ask("mask", { conversation: await conversation.key(), texts: [text] });
    return { edits: edits[0] ?? [], blocked };
  },
  confirm: (text, edits) => shell.confirm(text, edits),
  blocked: (reason, edits) => shell.blocked(reason, { focus: !watch.composing, words: finder.editor()?.text ?? "", edits }),
  written: (counts) => ledger.expect(counts),
  reasonOf,
});

takeDesk(
  makeDesk({
    site,
    late,
    background,
    conversation,
    ledger,
    ready: () => test.guarded(),
    refused: (reason, prompt) => shell.blocked(reason, { focus: prompt && !watch.composing }),
  }),
);
if (late) shell.blocked("extension-updated", { focus: false });
void background.mode().then(
  () => test.run(),
  () => test.run(),
);

if (top) {
  intercept(finder, watch, submitter, {
    holds: () => background.knownMode === undefined || replaces(background.knownMode),
    wake: () => background.wake(),
    walked: (path) => conversation.walked(path),
    files: () => shell.blocked("upload", { focus: false }),
  });
  new Restorer(site.selectors, {
    unmask: async (texts) => (await background.ask("unmask", { conversation: await conversation.key(), texts })).edits,
    marked: (ranges) => shell.restored(ranges),
    changed: () => {
      watch.look();
      test.run();
    },
  }).start();
}
