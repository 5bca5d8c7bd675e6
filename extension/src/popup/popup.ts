/** The popup: is this tab protected, by which rules, and what happened today. */
import { ext, language, text } from "../lib/ext.ts";
import type { Overview, View } from "../lib/messages.ts";
import { countsTable } from "../ui/counts-table.ts";
import { h, type Child } from "../ui/dom.ts";
import { failureText } from "../ui/failures.ts";
import { calendarDay, moment } from "../ui/format.ts";
import { modeChoice } from "../ui/mode.ts";
import { noticeNodes } from "../ui/notice.ts";
import { panel, patientPanel } from "../ui/panel-client.ts";
import { reportsText } from "../ui/reports-text.ts";
import { say } from "./state.ts";

/** Milliseconds until a state that passes is looked at again. */
const PASSING = 1_000;
const CHAT_PAGES = "https://chatgpt.com/*";
const main = document.querySelector("main");
document.documentElement.lang = language();

async function frontTab(): Promise<number | null> {
  const [tab] = await ext.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

async function show(): Promise<void> {
  const tab = await frontTab();
  let content: Child[];
  try {
    const overview = await panel.ask("overview", { tab });
    content = sections(overview, tab);
    if (overview.tab.kind === "chat" && overview.tab.protection.level === "checking") setTimeout(() => void show(), PASSING);
  } catch {
    content = [h("p", { role: "alert" }, text("failed_away"))];
  }
  const focused = document.activeElement?.id;
  main?.replaceChildren(...content.filter((child) => child instanceof Node));
  if (focused) document.getElementById(focused)?.focus();
}

function sections(overview: Overview, tab: number | null): Child[] {
  return [state(overview, tab), notice(overview), today(overview), rules(overview), reports(overview), footer()];
}

function state(overview: Overview, tab: number | null): HTMLElement {
  const said = say(overview);
  return h(
    "div",
    { class: `state ${said.tone}`, role: "status" },
    h("span", { class: "sign", "aria-hidden": "true" }, said.sign),
    h("h1", {}, said.title),
    h("p", {}, said.detail),
    said.next !== undefined && h("p", { class: "next" }, said.next),
    said.action === "reload" && tab !== null && actions("reload", () => reload(tab)),
    said.action === "grant" && actions("grant", grant),
    overview.tab.kind === "chat" && overview.tab.shown !== "nothing" && tab !== null && view(tab, overview.tab.shown),
  );
}

function actions(name: "reload" | "grant", act: () => Promise<void>): HTMLElement {
  const button = h("button", { id: name, class: "main", onclick: () => void act() }, text(`action_${name}`));
  return h("div", { class: "actions" }, button);
}

/** What was really sent, in the place of the originals; or back. The page shows it, the popup is in the way. */
function view(tab: number, shown: View): HTMLElement {
  const other: View = shown === "sent" ? "originals" : "sent";
  const press = () => void panel.ask("show", { tab, what: other }).then(() => window.close(), show);
  return h("div", { class: "actions" }, h("button", { id: "view", onclick: press }, text(`page_show_${other}`)));
}

async function reload(tab: number): Promise<void> {
  await ext.tabs.reload(tab);
  window.close();
}

async function grant(): Promise<void> {
  await ext.permissions.request({ origins: [CHAT_PAGES] });
  await show();
}

function notice({ notice }: Overview): Child {
  if (!notice) return null;
  return h(
    "section",
    { class: "notice", "aria-labelledby": "notice-title" },
    h(
      "header",
      {},
      h("h2", { id: "notice-title" }, text("notice")),
      h("span", { class: "dim small" }, calendarDay(notice.published.slice(0, 10))),
    ),
    h("div", { class: "body" }, noticeNodes(notice[language()])),
  );
}

function today({ counts }: Overview): HTMLElement {
  return h(
    "section",
    { "aria-labelledby": "today-title" },
    h("h2", { id: "today-title" }, text("today")),
    countsTable(counts, text("today")),
    h("p", { class: "dim small" }, text("today_stays")),
  );
}

function rules({ rules: now, server, mode }: Overview): HTMLElement {
  const from = now.source === "server" && server !== null ? text("rules_server", server) : text("rules_bundled");
  const version = now.serial === null ? text("rules_none") : `${text("rules_version", String(now.serial))}, ${from}`;
  return h(
    "section",
    { "aria-labelledby": "rules-title" },
    h(
      "header",
      {},
      h("h2", { id: "rules-title" }, text("rules")),
      server !== null && h("button", { id: "check", class: "link small", onclick: check }, text("action_check")),
    ),
    h("p", {}, version),
    now.serial !== null && !now.names && h("p", { id: "names-off", class: "failing small" }, text("names_off")),
    now.accepted !== null && h("p", { class: "dim small" }, text("rules_accepted", moment(now.accepted))),
    now.checked !== null && h("p", { class: "dim small" }, text("rules_checked", moment(now.checked))),
    now.failing && h("p", { class: "failing small" }, text("rules_failing", moment(now.failing.since), failureText(now.failing.code))),
    modeChoice(mode, show),
  );
}

function check(event: Event): void {
  const button = event.currentTarget as HTMLButtonElement;
  button.disabled = true;
  button.textContent = text("action_checking");
  void patientPanel.ask("check", {}).then(show, show);
}

function reports({ reports: now, server }: Overview): Child {
  if (server === null || now.basis === "off") return null;
  if (now.basis === "agreement" || now.consent) return h("p", { class: "dim small" }, reportsText(now, server));
  const agree = () => void panel.ask("setConsent", { given: true }).then(show, show);
  return h(
    "section",
    { "aria-labelledby": "reports-title" },
    h("h2", { id: "reports-title" }, text("reports")),
    h("p", { class: "small" }, text("reports_what")),
    h("div", { class: "row" }, h("p", {}, reportsText(now, server)), h("button", { id: "agree", onclick: agree }, text("action_agree"))),
  );
}

function footer(): HTMLElement {
  const open = () => void ext.runtime.openOptionsPage().then(() => window.close());
  return h("footer", {}, h("button", { id: "settings", class: "link", onclick: open }, text("action_settings")));
}

void show();
