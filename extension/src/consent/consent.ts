/**
 * The window that asks whether to send originals. It is the extension's own, so
 * that no page can draw over it, press its buttons or read it. It shows the text as
 * it would leave, why each part was found, and waits a moment before it takes a yes:
 * anew whenever it comes back into sight, since what was pressed then may have been
 * meant for something that lay over it.
 */
import { language, text } from "../lib/ext.ts";
import { ORIGINAL_REASONS, type Edit, type OriginalReason, type Question } from "../lib/messages.ts";
import { h } from "../ui/dom.ts";
import { panel } from "../ui/panel-client.ts";
import { stateKey } from "../ui/states.ts";

/** Asking again keeps the background, and with it the text, in memory. */
const AWAKE = 15_000;
const id = location.hash.slice(1);
const main = document.querySelector("main");
document.documentElement.lang = language();
document.title = text("consent_title");

async function show(): Promise<void> {
  const { question } = await panel.ask("question", { id });
  if (!question) gone("consent_gone");
  else ask(question);
}

function gone(why: string): void {
  main?.replaceChildren(h("p", { role: "alert" }, text(why)), row(h("button", { class: "main", onclick: close }, text("action_close"))));
}

function ask(question: Question): void {
  const keep = new Set(question.preferred >= 0 ? [question.preferred] : []);
  let reason: OriginalReason | null = null;
  let waited = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const preview = h("div", { tabindex: "0", "aria-labelledby": "as-sent" });
  const yes = h("button", { id: "send", class: "danger", disabled: true, onclick: (event) => event.isTrusted && void decide() }, text("consent_send"));

  const update = (): void => {
    preview.replaceChildren(...asSent(question, keep));
    yes.disabled = !waited || keep.size === 0 || (question.reason && reason === null);
  };
  const wait = (): void => {
    clearTimeout(timer);
    waited = false;
    timer = setTimeout(() => {
      waited = true;
      update();
    }, question.delay);
    update();
  };
  const decide = async (): Promise<void> => {
    yes.disabled = true;
    try {
      await panel.ask("decide", { id, keep: [...keep], reason });
      close();
    } catch {
      gone("consent_failed");
    }
  };
  const box = (edit: Edit, i: number): HTMLElement => {
    const toggle = (event: Event): void => {
      if ((event.currentTarget as HTMLInputElement).checked) keep.add(i);
      else keep.delete(i);
      update();
    };
    const original = question.text.slice(edit.start, edit.start + edit.length);
    return h(
      "label",
      {},
      h("input", { type: "checkbox", name: "keep", checked: keep.has(i), onchange: toggle }),
      h("b", {}, original),
      h("small", {}, text("consent_else", text(stateKey("category", edit.category)), edit.text)),
    );
  };
  const choose = (event: Event): void => {
    reason = ORIGINAL_REASONS.find((code) => code === (event.currentTarget as HTMLSelectElement).value) ?? null;
    update();
  };
  main?.replaceChildren(
    h("h1", { id: "title" }, text("consent_title")),
    h("p", {}, text("consent_words")),
    h("fieldset", {}, h("legend", {}, text("consent_which")), ...question.edits.map(box)),
    h("section", { class: "text" }, h("h2", { id: "as-sent" }, text("consent_as_sent")), preview),
    question.reason
      ? h(
          "div",
          { class: "reason" },
          h("label", { for: "reason" }, text("consent_reason")),
          h(
            "select",
            { id: "reason", onchange: choose },
            h("option", { value: "" }, text("consent_choose")),
            ...ORIGINAL_REASONS.map((code) => h("option", { value: code }, text(`original_${code}`))),
          ),
          h("p", { class: "dim small" }, text("consent_reason_stays")),
        )
      : h("p", { class: "dim small" }, text("consent_once")),
    row(h("button", { id: "cancel", class: "main", onclick: close }, text("consent_cancel")), yes),
  );
  wait();
  document.getElementById("cancel")?.focus();
  for (const type of ["focus", "blur"]) window.addEventListener(type, wait);
  document.addEventListener("visibilitychange", wait);
  // A window that never takes the focus may lie over this one, too. A finger enters with every tap.
  document.documentElement.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && wait());
  setInterval(() => void panel.ask("question", { id }).then(({ question: still }) => still || gone("consent_gone"), () => gone("consent_gone")), AWAKE);
}

/** The text as it would leave; originals that stay and placeholders are marked apart. */
function asSent({ text: whole, edits }: Question, keep: ReadonlySet<number>): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  edits.forEach((edit, i) => {
    const stays = keep.has(i);
    nodes.push(new Text(whole.slice(at, edit.start)));
    const part = stays ? whole.slice(edit.start, edit.start + edit.length) : edit.text;
    nodes.push(h("mark", { class: stays ? "original" : "placeholder" }, part));
    at = edit.start + edit.length;
  });
  return [...nodes, new Text(whole.slice(at))];
}

function row(...buttons: HTMLElement[]): HTMLElement {
  return h("div", { class: "row" }, ...buttons);
}

function close(): void {
  window.close();
}

void show().catch(() => gone("consent_gone"));
