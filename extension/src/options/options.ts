/** The options page: what Deckname does, its settings, and what was sent. */
import { language, text } from "../lib/ext.ts";
import type { Decisions, Overview, SentReport } from "../lib/messages.ts";
import { h, type Child } from "../ui/dom.ts";
import { calendarDay } from "../ui/format.ts";
import { modeChoice } from "../ui/mode.ts";
import { panel } from "../ui/panel-client.ts";
import { stateKey } from "../ui/states.ts";
import { reportsText } from "../ui/reports-text.ts";

const main = document.querySelector("main");
document.documentElement.lang = language();
document.title = text("options_title");

async function show(): Promise<void> {
  let content: Child[];
  try {
    const [overview, { reports }, decisions] = await Promise.all([panel.ask("overview", { tab: null }), panel.ask("sentReports", {}), panel.ask("decisions", {})]);
    content = [h("h1", {}, text("options_title")), about(overview), mode(overview), waivers(decisions), originals(decisions), stored(), statistics(overview), sent(reports)];
  } catch {
    content = [h("p", { role: "alert" }, text("failed_away"))];
  }
  const focused = document.activeElement?.id;
  main?.replaceChildren(...content.filter((child) => child instanceof Node));
  if (focused) document.getElementById(focused)?.focus();
}

function section(title: string, ...content: Child[]): HTMLElement {
  return h("section", {}, h("h2", {}, text(title)), ...content);
}

function about({ retentionHours }: Overview): HTMLElement {
  const lines = [text("about_reads"), text("about_keeps", String(retentionHours)), text("about_sends"), text("about_limits")];
  return section("about_title", h("ul", {}, ...lines.map((line) => h("li", {}, line))));
}

function mode(overview: Overview): HTMLElement {
  return section("mode", modeChoice(overview.mode, show, true));
}

function stored(): HTMLElement {
  const status = h("span", { role: "status" });
  const forget = () =>
    void panel.ask("forget", {}).then(
      () => (status.textContent = text("forget_done")),
      () => (status.textContent = text("failed_away")),
    );
  const button = h("button", { id: "forget", onclick: forget }, text("action_forget"));
  return section("forget_title", h("p", {}, text("forget_intro")), h("div", { class: "row" }, button, status));
}

function waivers({ waivers: all }: Decisions): HTMLElement {
  if (all.length === 0) return section("waivers_title", h("p", {}, text("waivers_none")));
  const withdraw = (id: string) => () => void panel.ask("withdraw", { id }).then(show, show);
  const rows = all.map(({ id, category, day }) => {
    const said = `${text(stateKey("category", category))}, ${calendarDay(day)}`;
    const button = h("button", { class: "withdraw", "aria-label": `${text("action_withdraw_one")}: ${said}`, onclick: withdraw(id) }, text("action_withdraw_one"));
    return h("tr", {}, h("td", {}, text(stateKey("category", category))), h("td", {}, calendarDay(day)), h("td", {}, button));
  });
  return section("waivers_title", h("p", {}, text("waivers_intro")), table("waivers_title", ["column_category", "column_day"], rows, true));
}

function originals({ originals: all }: Decisions): HTMLElement {
  if (all.length === 0) return section("originals_title", h("p", {}, text("originals_none")));
  const rows = all.map(({ day, categories, reason }) =>
    h(
      "tr",
      {},
      h("td", {}, calendarDay(day)),
      h("td", {}, categories.map((category) => text(stateKey("category", category))).join(", ")),
      h("td", {}, reason === null ? "–" : text(`original_${reason}`)),
    ),
  );
  return section("originals_title", h("p", {}, text("originals_intro")), table("originals_title", ["column_day", "column_category", "column_reason"], rows));
}

/** `acts`: the last column has no heading, only buttons. */
function table(title: string, columns: readonly string[], rows: readonly HTMLElement[], acts = false): HTMLElement {
  const heads = columns.map((column) => h("th", { scope: "col" }, text(column)));
  const head = h("thead", {}, h("tr", {}, ...heads, acts && h("td", {})));
  return h("div", { class: "scroll" }, h("table", { "aria-label": text(title) }, head, h("tbody", {}, ...rows)));
}

function statistics({ reports: now, server }: Overview): HTMLElement {
  if (server === null || now.basis === "off") return section("reports", h("p", {}, text("reports_off")));
  const what = h("p", {}, text("reports_what"));
  const said = h("p", {}, reportsText(now, server));
  if (now.basis === "agreement") return section("reports", what, said);
  const choose = () => void panel.ask("setConsent", { given: !now.consent }).then(show, show);
  return section(
    "reports",
    what,
    said,
    h("button", { id: "consent", onclick: choose }, text(now.consent ? "action_withdraw" : "action_agree")),
  );
}

function sent(reports: SentReport[]): HTMLElement {
  if (reports.length === 0) return section("sent_title", h("p", {}, text("sent_none")));
  const columns = ["sent_day", "sent_on", "sent_outcome", "sent_body"];
  return section("sent_title", h("p", {}, text("sent_intro")), table("sent_title", columns, reports.map(row)));
}

function row({ day, sentOn, outcome, body }: SentReport): HTMLElement {
  return h(
    "tr",
    {},
    h("td", {}, calendarDay(day)),
    h("td", {}, calendarDay(sentOn)),
    h("td", {}, text(`outcome_${outcome}`)),
    h("td", {}, h("pre", { tabindex: "0" }, body)),
  );
}

void show();
