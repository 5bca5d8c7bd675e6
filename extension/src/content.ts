/** Entry of the isolated world: the page side of the three layers, wired up. */
import { Background } from "./bridge/background.ts";
import { Conversation } from "./bridge/conversation.ts";
import { makeDesk } from "./bridge/desk.ts";
import { takeDesk } from "./bridge/take.ts";
import { Finder } from "./composer/editor.ts";
import { intercept } from "./composer/intercept.ts";
import { LEAST, Long } from "./composer/long.ts";
import { Submitter } from "./composer/submit.ts";
import { Watch } from "./composer/watch.ts";
import { Ledger } from "./guard/review/counts.ts";
import { SelfTest } from "./page-ui/selftest.ts";
import { Shell } from "./page-ui/shell.ts";
import { replaces } from "./policy/actions.ts";
import { Canvas } from "./restore/canvas.ts";
import { holdCopies } from "./restore/copying.ts";
import { likely } from "./restore/block.ts";
import { Restorer } from "./restore/restorer.ts";
import { Spoken } from "./restore/spoken.ts";
import type { Finding, TabReport } from "./lib/messages.ts";
import { reasonOf, Refused } from "./lib/port.ts";
import { chatgpt } from "./sites/chatgpt.ts";
import { LiveSite } from "./sites/live.ts";

/** Milliseconds until a background that did not answer is asked again. */
const AGAIN = 1_000;
/** How keys begin of conversations that the site has not named yet. */
const NEW = "new-";
const top = window === window.top;
/** Put into a page that was open before: its scripts may have gone around us. */
const late = top && !(document.readyState === "loading" && !document.body);
const live = new LiveSite(chatgpt);
const { site } = live;
const finder = new Finder(site.selectors);
const ledger = new Ledger();
const spoken = new Spoken({
  turns: () => site.selectors.turns,
  named: (key) => !key.startsWith(NEW),
  restored: () => restorer?.said(),
});
const background = new Background({
  top,
  changed: () => {
    watch.forget();
    test.run();
  },
  approved: (question, edits) => {
    const editor = finder.editor();
    if (editor && asked?.question === question) void submitter.submitAllowed(editor, asked.text, edits);
  },
  show: (what) => restorer?.show(what),
  health: (failure) => {
    test.health(failure);
    if (failure === "extension-updated" && top) shell.blocked(failure, { focus: false });
  },
  said: spoken,
  site: (mended) => {
    if (!live.take(mended)) return;
    restorer?.everything();
    test.run();
  },
  work: (going) => {
    if (going) guardWaits();
    if (top) shell.working(going);
  },
});
const conversation = new Conversation(site, {
  path: () => location.pathname + location.search,
  rekey: async (from, to) => {
    await background.ask("rekey", { from, to });
  },
  fresh: () => `${NEW}${crypto.randomUUID()}`,
});
const test = new SelfTest({
  late,
  composer: () => finder.state(),
  mode: () => background.knownMode,
  tell: (protection) => report({ protection }),
  later: (ms, then) => void setTimeout(then, ms),
});
let restorer: Restorer | undefined;
const canvas = new Canvas(site.selectors);
const unmask = async (texts: string[]) => (await background.ask("unmask", { conversation: await conversation.key(), texts })).edits;
const state: Partial<TabReport> = { shown: "nothing" };
function report(change: Partial<TabReport>): void {
  Object.assign(state, change);
  const { protection, shown } = state;
  if (!top || !protection || !shown) return;
  background.tell("state", { protection, shown });
  shell.protection(protection);
}
/** The text that the user is asked about in a window of ours. */
let asked: { question: string; text: string } | undefined;
const said = async ({ category }: Finding, value: string) => ({ conversation: await conversation.key(), category, value });
const shell = new Shell({
  anchor: () => {
    const editor = finder.editor();
    return editor && (finder.form(editor) ?? editor.element);
  },
  retry: () => {
    const editor = finder.editor();
    if (editor) void submitter.submit(editor);
  },
  show: (what) => restorer?.show(what),
  canvas: () => canvas.read(unmask),
  rights: () => background.rights,
  preview: async (text) => (await background.mask({ conversation: await conversation.key(), texts: [text], purpose: "look" })).edits[0] ?? [],
  explain: async (text, places) => (await background.ask("explain", { text, places })).reasons,
  waive: async (finding, value, lasting) => {
    await background.ask("waive", { ...(await said(finding, value)), rule: finding.rule, lasting });
    watch.forget();
  },
  unwaive: async (finding, value) => {
    await background.ask("unwaive", await said(finding, value));
    watch.forget();
  },
  original: async (text, start) => {
    const key = await conversation.key();
    const { question } = await background.ask("original", { conversation: key, text, start, said: await spoken.read(key) });
    asked = { question, text };
  },
});
const long = new Long({
  conversation: () => conversation.key(),
  scan: async (text) => (await background.ask("scan", { conversation: await conversation.key(), text })).findings,
  draft: (ask) => background.ask("draft", ask),
  leave: () => background.tell("leave", {}),
});
const watch = new Watch(finder, {
  find: (text) => long.find(text),
  found: (editor, text, findings) => {
    if (text.length < LEAST) long.leave();
    shell.findings(editor, text, findings, background.knownMode ?? "mask", background.names);
  },
  forget: () => long.leave(),
});
const submitter = new Submitter(finder, {
  mask: async (text) => {
    if (test.stopped) throw new Refused(test.stopped);
    const { edits, blocked } = await background.mask({ conversation: await conversation.key(), texts: [text], purpose: "write" });
    return { edits: edits[0] ?? [], blocked };
  },
  confirm: (text, edits) => shell.confirm(text, edits),
  blocked: (reason, edits) => {
    if (reason === "write-failed") test.wrote(false);
    shell.blocked(reason, { focus: !watch.composing, words: finder.editor()?.text ?? "", edits });
  },
  written: (counts) => {
    test.wrote(true);
    ledger.expect(counts);
  },
  reasonOf,
});

const guardWaits = takeDesk(
  makeDesk({
    site,
    stopped: () => test.stopped,
    background,
    conversation,
    ledger,
    // A frame has its body before any script, and needs no state of its own.
    ready: (first) => test.guarded(first || !top),
    testable: async () => top && test.wanted().then(() => true),
    proved: (proof) => test.proved(proof),
    spoke: () => shell.spoke(),
    refused: (reason, prompt) => shell.blocked(reason, { focus: prompt && !watch.composing }),
  }),
);
if (late) shell.blocked("extension-updated", { focus: false });
/** Asks until there is an answer: without a mode no layer can be tried. */
const learn = (asked: Promise<unknown>): void =>
  void asked.then(
    () => test.run(),
    (error: unknown) => {
      test.run();
      if (reasonOf(error) !== "extension-updated") setTimeout(() => learn(background.greet()), AGAIN);
    },
  );
learn(background.mode());

if (top) {
  intercept(finder, watch, submitter, {
    holds: () => background.knownMode === undefined || replaces(background.knownMode),
    wake: () => background.wake(),
    walked: (path) => conversation.walked(path),
    files: () => shell.blocked("upload", { focus: false }),
  });
  restorer = new Restorer(site.selectors, {
    likely: async () => {
      await background.mode(); // the rights come with it
      return likely(background.rights.invented);
    },
    unmask,
    marked(ranges, what) {
      shell.restored(ranges, what);
      const shown = ranges.length > 0 || what === "sent" ? what : "nothing";
      if (shown !== state.shown) report({ shown });
    },
    changed: () => {
      watch.look();
      test.run();
      shell.canvas(canvas.any(likely(background.rights.invented)));
    },
  });
  restorer.start();
  holdCopies(restorer, () => background.rights.copies);
}
