/**
 * What a person does on the page, on each generation: the text leaves by the
 * page's own code. Whether that code ever had an original is part of the outcome.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Recorded } from "../../practice/server.ts";
import { COMPLETE, PREPARE, SEND, type Chat } from "../rig/chat.ts";
import { reason } from "../rig/texts.ts";
import { TEXT, VALUES, type Row, type Seen, type Way } from "./row.ts";

const isSend = (r: Recorded): boolean => r.method === "POST" && SEND.test(new URL(r.url).pathname);
const ends = (path: string) => (r: Recorded): boolean => r.method !== "GET" && new URL(r.url).pathname.endsWith(path);

/** From now on the page notes the text of each message of the person as its own code made it. */
const watchBubbles = (chat: Chat): Promise<void> =>
  chat.page.evaluate((bubble) => {
    const made: string[] = [];
    Object.assign(window, { made });
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) if (node instanceof Element) for (const found of [node, ...node.querySelectorAll("*")]) if (found.matches(bubble)) made.push(found.textContent);
      }
    }).observe(document, { childList: true, subtree: true });
  }, chat.marks.bubble);

/** A sentence when the page's own code was handed an original. */
async function pageHad(chat: Chat): Promise<string | undefined> {
  const made = await chat.page.evaluate(() => (window as unknown as { made: string[] }).made);
  return made.some((text) => VALUES.some((value) => text.includes(value.text))) ? "the page's own code was handed an original" : undefined;
}

/** A prompt sent in this way; the composer has replaced the originals before the page took the text. */
function sent(name: string, how: (chat: Chat, way: Way) => Promise<void>, query?: string): Row {
  return {
    name,
    fate: "masked",
    async walk(way) {
      const chat = await way.open(query);
      await watchBubbles(chat);
      const from = way.place.practice.requests.length;
      await how(chat, way);
      const wrong = await pageHad(chat);
      await chat.page.close();
      return { from, carries: isSend, wrong };
    },
  };
}

/** A second deed after a first prompt. */
function after(name: string, fate: Row["fate"], carries: (r: Recorded) => boolean, deed: (chat: Chat, way: Way) => Promise<void>): Row {
  return {
    name,
    fate,
    async walk(way) {
      const chat = await way.open();
      await chat.type("Guten Tag");
      await chat.send();
      const from = way.place.practice.requests.length;
      await deed(chat, way);
      await chat.page.close();
      return { from, carries };
    },
  };
}

/** Something saved outside the conversation; the page and the person are told. */
function saved(name: string, what: string, path: string, shown: Parameters<typeof reason>[0]): Row {
  return {
    name,
    fate: "refused",
    async walk(way): Promise<Seen> {
      const chat = await way.shared();
      await chat.page.evaluate(() => void (document.querySelector("details")!.open = true));
      await chat.page.click("[data-extra=text]");
      await chat.page.press("Control+a");
      await chat.type(TEXT);
      const from = way.place.practice.requests.length;
      await chat.page.click(`[data-extra=${what}]`);
      const outcome = await chat.page.waitFor((wanted) => document.querySelector<HTMLElement>(`[data-outcome^="${wanted}:"]`)?.dataset["outcome"], { what: "the page says what became of it" }, what);
      const told = outcome.endsWith("refused");
      if (told) await chat.reads(reason(shown));
      return { from, carries: (r) => r.method !== "GET" && r.url.includes(path), told: told ? "refused" : undefined };
    },
  };
}

/** A link that carries a prompt. */
function link(parameter: string): Row {
  return {
    name: `link with ?${parameter}=`,
    fate: "stripped",
    async walk(way) {
      const from = way.place.practice.requests.length;
      const page = await way.place.browser.open(`https://chatgpt.com/?gen=${way.generation}&${parameter}=${encodeURIComponent(TEXT)}`);
      const carries = (r: Recorded): boolean => r.method === "GET" && new URL(r.url).pathname === "/";
      await way.place.practice.waitFor(carries, { from, what: "the page of the link" });
      await page.close();
      return { from, carries };
    },
  };
}

const draft: Row = {
  name: "draft while typing (prepare)",
  fate: "stripped",
  async walk(way) {
    const chat = await way.open();
    const from = way.place.practice.requests.length;
    const carries = (r: Recorded): boolean => PREPARE.test(r.url) && r.body.includes("composer_editor_state");
    await chat.type(TEXT);
    await way.place.practice.waitFor(carries, { from, what: "the prepared draft" });
    await chat.clear();
    await chat.page.close();
    return { from, carries };
  },
};

const completions: Row = {
  name: "autocompletions while typing",
  fate: "answered",
  async walk(way) {
    const chat = await way.shared();
    const from = way.place.practice.requests.length;
    const answer = await chat.page.evaluate(
      (url, text) => fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ input_text: text, num_completions: 4 }) }).then((r) => r.json() as Promise<{ completions: string[] }>, () => undefined),
      `/${way.api}/conversation/experimental/generate_autocompletions`,
      TEXT,
    );
    return { from, carries: (r) => COMPLETE.test(r.url), told: answer?.completions.length === 0 ? "answered" : "refused" };
  },
};

const stored: Row = sent("draft restored from local storage", async (chat) => {
  await chat.type(TEXT);
  await chat.page.waitFor((end) => localStorage.getItem("oai/apps/conversationDrafts")?.includes(end), { what: "the draft is stored" }, TEXT.slice(-9));
  await chat.page.reload();
  await chat.ready();
  await watchBubbles(chat);
  await chat.send();
});

const mirrored: Row = {
  name: "draft mirrored from another tab",
  fate: "stripped",
  async walk(way) {
    const second = await way.open();
    const first = await way.open();
    const from = way.place.practice.requests.length;
    await first.type(TEXT);
    await second.holds(TEXT.slice(-9));
    const carries = (r: Recorded): boolean => PREPARE.test(r.url) && r.body.includes("composer_editor_state");
    // Both tabs prepare what they show.
    await way.place.practice.waitFor(() => way.place.practice.requests.slice(from).filter(carries).length >= 2, { from, what: "the drafts of both tabs" });
    await first.clear();
    await first.page.close();
    await second.page.close();
    return { from, carries };
  },
};

const steered: Row = {
  name: "steering in mid-turn",
  fate: "masked",
  async walk(way) {
    const chat = await way.open();
    await chat.type("Guten Tag");
    way.place.practice.pace(60);
    try {
      await chat.submit();
      await chat.page.waitFor((stop) => document.querySelector(stop), { what: "the answer streams" }, chat.marks.stop);
      const from = way.place.practice.requests.length;
      const carries = ends("/f/steer_turn");
      await chat.type(TEXT);
      await chat.submit();
      await way.place.practice.waitFor(carries, { from, what: "the steering" });
      return { from, carries };
    } finally {
      way.place.practice.pace(2);
      await chat.page.close();
    }
  },
};

const edited = after("edited message", "masked", isSend, async (chat) => {
  await chat.page.hover(chat.marks.bubble);
  await chat.page.click(chat.marks.edit);
  await chat.page.click(chat.marks.editBox);
  await chat.page.press("Control+End");
  await chat.type(`, ${TEXT}`);
  await chat.page.click(chat.marks.sendEdit);
  await chat.arrived();
});

const regenerated: Row = {
  name: "regenerated answer",
  fate: "masked",
  async walk(way) {
    const chat = await way.open();
    await chat.type(TEXT);
    await chat.send();
    await chat.page.waitFor((bubble) => document.querySelector(bubble)?.textContent?.includes("Vollbrecht"), { what: "the person's message shows the original" }, chat.marks.bubble);
    const from = way.place.practice.requests.length;
    await chat.page.click(chat.marks.again);
    await chat.arrived();
    await chat.page.close();
    return { from, carries: isSend };
  },
};

const copied: Row = {
  name: "feedback with copied text",
  fate: "stripped",
  async walk(way) {
    const chat = await way.open();
    await chat.type(TEXT);
    await chat.send();
    await chat.page.waitFor((answer) => [...document.querySelectorAll(answer)].at(-1)?.textContent?.includes("Vollbrecht"), { what: "the answer is restored" }, chat.marks.answer);
    const from = way.place.practice.requests.length;
    const carries = ends("/implicit_message_feedback");
    await chat.page.click(chat.marks.copy);
    await way.place.practice.waitFor(carries, { from, what: "the feedback" });
    await chat.page.close();
    return { from, carries };
  },
};

const isUpload = (r: Recorded): boolean => r.method === "PUT" || /\/backend-[a-z]+\/files/.test(r.url);

const file: Row = {
  name: "attached file",
  fate: "refused",
  async walk(way) {
    const folder = await mkdtemp(join(tmpdir(), "deckname-files-"));
    try {
      await writeFile(join(folder, "brief.txt"), TEXT);
      const chat = await way.open();
      const from = way.place.practice.requests.length;
      await chat.page.chooseFiles("input[type=file]", [join(folder, "brief.txt")]);
      await chat.reads(reason("upload"));
      await chat.page.close();
      return { from, carries: isUpload, told: "refused" };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

const longPaste: Row = {
  name: "paste above 10,000 characters",
  fate: "refused",
  async walk(way) {
    const chat = await way.open();
    const from = way.place.practice.requests.length;
    await chat.page.paste(`${TEXT}\n`.repeat(220));
    await chat.reads(reason("upload"));
    await chat.page.close();
    return { from, carries: isUpload, told: "refused" };
  },
};

export const ACTION_ROWS: Row[] = [
  draft,
  completions,
  sent("new chat, Enter", async (chat) => {
    await chat.type(TEXT);
    await chat.send("Enter");
  }),
  sent("new chat, button", async (chat) => {
    await chat.type(TEXT);
    await chat.send("button");
  }),
  sent("new chat, submitted by page code", async (chat) => {
    await chat.type(TEXT);
    await chat.page.evaluate((editor) => document.querySelector(editor)?.closest("form")?.requestSubmit(), chat.marks.editor);
    await chat.arrived();
  }),
  sent("temporary chat and its follow-up", async (chat) => {
    await chat.type("Guten Tag");
    await chat.send();
    await chat.page.click(chat.marks.editor);
    await chat.type(TEXT);
    await chat.send();
  }, "temporary-chat=true"),
  after("follow-up", "masked", isSend, async (chat) => {
    await chat.page.click(chat.marks.editor);
    await chat.type(TEXT);
    await chat.send();
  }),
  edited,
  regenerated,
  steered,
  stored,
  mirrored,
  copied,
  ...["q", "prompt", "prompt-textarea"].map(link),
  saved("title", "title", "/conversation/", "unknown-shape"),
  saved("custom instructions", "instructions", "/user_system_messages", "unknown-shape"),
  saved("project instructions", "project", "/gizmos/", "unknown-shape"),
  saved("memory", "memory", "/memories", "unknown-shape"),
  saved("canvas", "canvas", "/textdocs", "unknown-shape"),
  saved("dictation", "speech", "/transcribe", "speech"),
  file,
  longPaste,
];
