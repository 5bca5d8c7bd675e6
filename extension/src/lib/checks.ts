/**
 * Run-time shapes of what the background is asked. The types of messages.ts are
 * gone once the code runs; a message that does not have them is refused.
 */
import { MODES, ORIGINAL_REASONS, type PanelRequests, type Protection, type Requests, type View } from "./messages.ts";
import type { Checks } from "./port.ts";

const modes: readonly string[] = MODES;
const levels: readonly string[] = ["protected", "checking", "network-only", "selectors-lost", "off", "blocked"] satisfies Protection["level"][];

/** Conversations are named by the page: a short name, nothing else. */
const MOST_NAME = 200;

type Fields = Record<string, unknown>;

function fields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function name(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= MOST_NAME;
}

/** As many as the card shows. */
const MOST_PLACES = 50;

function place(value: unknown): boolean {
  return fields(value) && Number.isSafeInteger(value["start"]) && Number.isSafeInteger(value["length"]);
}

function said(value: unknown): value is Fields {
  return fields(value) && name(value["conversation"]) && name(value["category"]) && typeof value["value"] === "string";
}

function texts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

const PURPOSES: readonly unknown[] = [undefined, "look", "write", "send"];
const VIEWS: readonly unknown[] = ["originals", "sent"] satisfies View[];
const SHOWN: readonly unknown[] = [...VIEWS, "nothing"];
const REASONS: readonly unknown[] = [null, ...ORIGINAL_REASONS];

function count(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function protection(value: unknown): boolean {
  return fields(value) && levels.includes(value["level"] as string) && (value["level"] !== "blocked" || name(value["reason"]));
}

export const chatChecks: Checks<Requests> = {
  hello: (a): a is Requests["hello"]["ask"] => fields(a) && typeof a["top"] === "boolean",
  scan: (a): a is Requests["scan"]["ask"] => fields(a) && name(a["conversation"]) && typeof a["text"] === "string",
  draft: (a): a is Requests["draft"]["ask"] =>
    fields(a) && name(a["conversation"]) && count(a["version"]) && count(a["start"]) && count(a["removed"]) && typeof a["by"] === "string",
  leave: (a): a is Requests["leave"]["ask"] => fields(a),
  explain: (a): a is Requests["explain"]["ask"] =>
    fields(a) && typeof a["text"] === "string" && Array.isArray(a["places"]) && a["places"].length <= MOST_PLACES && a["places"].every(place),
  mask: (a): a is Requests["mask"]["ask"] => fields(a) && name(a["conversation"]) && texts(a["texts"]) && PURPOSES.includes(a["purpose"]) && (a["said"] === undefined || texts(a["said"])),
  waive: (a): a is Requests["waive"]["ask"] => said(a) && name(a["rule"]) && typeof a["lasting"] === "boolean",
  unwaive: (a): a is Requests["unwaive"]["ask"] => said(a),
  original: (a): a is Requests["original"]["ask"] =>
    fields(a) && name(a["conversation"]) && typeof a["text"] === "string" && Number.isInteger(a["start"]) && texts(a["said"]),
  unmask: (a): a is Requests["unmask"]["ask"] => fields(a) && name(a["conversation"]) && texts(a["texts"]),
  rekey: (a): a is Requests["rekey"]["ask"] => fields(a) && name(a["from"]) && name(a["to"]),
  ticket: (a): a is Requests["ticket"]["ask"] => fields(a) && typeof a["url"] === "string",
  redeem: (a): a is Requests["redeem"]["ask"] => fields(a) && name(a["ticket"]),
  sent: (a): a is Requests["sent"]["ask"] => fields(a) && (a["conversation"] === null || name(a["conversation"])) && fields(a["counts"]),
  state: (a): a is Requests["state"]["ask"] => fields(a) && protection(a["protection"]) && SHOWN.includes(a["shown"]),
};

export const panelChecks: Checks<PanelRequests> = {
  overview: (a): a is PanelRequests["overview"]["ask"] => fields(a) && (a["tab"] === null || typeof a["tab"] === "number"),
  setMode: (a): a is PanelRequests["setMode"]["ask"] => fields(a) && modes.includes(a["mode"] as string),
  show: (a): a is PanelRequests["show"]["ask"] => fields(a) && typeof a["tab"] === "number" && VIEWS.includes(a["what"]),
  setConsent: (a): a is PanelRequests["setConsent"]["ask"] => fields(a) && typeof a["given"] === "boolean",
  check: (a): a is PanelRequests["check"]["ask"] => fields(a),
  sentReports: (a): a is PanelRequests["sentReports"]["ask"] => fields(a),
  forget: (a): a is PanelRequests["forget"]["ask"] => fields(a),
  decisions: (a): a is PanelRequests["decisions"]["ask"] => fields(a),
  withdraw: (a): a is PanelRequests["withdraw"]["ask"] => fields(a) && name(a["id"]),
  question: (a): a is PanelRequests["question"]["ask"] => fields(a) && name(a["id"]),
  decide: (a): a is PanelRequests["decide"]["ask"] =>
    fields(a) && name(a["id"]) && Array.isArray(a["keep"]) && a["keep"].every(Number.isInteger) && REASONS.includes(a["reason"]),
};
