/**
 * Everything that crosses a border inside the extension, in one typed union.
 * Page scripts never speak this protocol: the guard (page world) talks to the
 * content script over a private MessagePort, the content script talks to the
 * background over one long-lived Port per frame. Offsets are UTF-16 units.
 */
import type { Reason } from "./reasons.ts";
import type { TextChange, Update } from "./change.ts";

/** One thing found in a text. */
export interface Finding {
  start: number;
  length: number;
  /** Id of the rule, e.g. "de-steuer-id". */
  rule: string;
  /** Class of docs/spec/report.md, e.g. "ID". */
  category: string;
  /** What the policy in force does with it. */
  action: Action;
  /** 0 to 100. */
  score: number;
  /** The user said "not personal data": for this prompt, or until it is taken back. */
  waived?: "once" | "always";
}

/** What can happen to a finding, from the least to the most. */
export const ACTIONS = [
  "off",
  "count", // stays as it is, nobody is told
  "warn", // stays as it is, and is shown
  "silent", // replaced without a word
  "mask", // replaced, and shown
  "ask", // replaced after a question
  "block", // keeps the prompt from being sent
] as const;
export type Action = (typeof ACTIONS)[number];

/** Replace `length` units at `start` by `text`. Edits are sorted and do not overlap. */
export interface Edit {
  start: number;
  length: number;
  text: string;
  category: string;
  /** In answers to "mask": what the policy does with what was found there. */
  action?: Action;
}

/** Why nothing leaves; each code has a text with a next step in _locales. */
export type BlockReason =
  | "background-away" // stopped, crashed, or gave no sign of life for 5 s
  | "extension-updated" // this tab still runs the old scripts: reload it
  | "layer-missing" // the self-test of this page failed: a request got past a layer
  | "engine-failed" // wasm or rules did not load, or trapped
  | "storage-full" // the original behind a placeholder cannot be kept
  | "write-failed" // the composer did not take the placeholders
  | "text-changed" // the text is not the one that the user allowed
  | "policy-blocks" // a finding or the mode forbids sending
  | "upload" // files cannot be read yet
  | "speech" // recorded speech cannot be masked
  | "too-long" // more than 64 million characters at once
  | "unreadable" // a body that the guard cannot check
  | "unknown-shape"; // findings in a body that the guard must not rewrite

export type Protection =
  | { level: "protected" }
  | { level: "checking" } // nothing has shown yet that the layers hold
  | { level: "network-only" } // a page without a text box: layers 1 and 2 hold
  | { level: "selectors-lost" } // a text box that we do not know, or cannot read or write
  | { level: "off" } // switched off by policy
  | { level: "blocked"; reason: BlockReason };

/** What stands on the screen where this conversation has an original. */
export type View = "originals" | "sent";
/** "nothing": there is no original on the screen, and none was asked for. */
export type Shown = View | "nothing";

/** What the top frame of a tab says about itself. */
export interface TabReport {
  protection: Protection;
  shown: Shown;
}

/** What texts become, in their order. */
export interface Masked {
  edits: Edit[][];
  /** Ids of the rules that forbid sending. */
  blocked: string[];
  /** Positions of the texts that leave as the user allowed. */
  approved?: number[];
}

/** Nothing is masked yet: a new original needs to know what was said in the conversation. */
export interface Wanted {
  wanted: "said";
}

/** A stretch of a text. */
export interface Place {
  start: number;
  length: number;
}

/** Content script → background; every request has exactly one answer or one Failure. */
export interface Requests {
  /** First message of a frame; also the keep-alive while a chat tab is open. */
  hello: { ask: { top: boolean }; answer: { mode: Mode; rights: Rights; rules: string; names: boolean; site: object | null } };
  scan: { ask: { text: string; conversation: string }; answer: { findings: Finding[] } };
  /**
   * A long text in the composer, change by change. Version 0 is a whole text; `known` is
   * false when the version before is not there any more. `total` counts all findings.
   */
  draft: { ask: { conversation: string; version: number } & TextChange; answer: { known: boolean; total: number } & Update<Finding> };
  /** The composer holds that text no longer. */
  leave: { ask: Record<string, never>; answer: Record<string, never> };
  /** Why each of these stretches is a finding; nothing for texts too long to look at again and again. */
  explain: { ask: { text: string; places: Place[] }; answer: { reasons: Reason[][] } };
  /**
   * Masks texts under one conversation's table, in order. `purpose`: "look" saves
   * nothing. What the user allowed stays in a "write" into the composer and in a
   * "send", the last look before a prompt leaves, which spends it; nowhere else.
   * `said`: what stands in the turns of the conversation, as it was sent and received:
   * what is a placeholder there, of whichever table, becomes that of no other original.
   */
  mask: { ask: { conversation: string; texts: string[]; purpose?: "look" | "write" | "send"; said?: string[] }; answer: Masked | Wanted };
  /** "Not personal data": for this prompt, or until it is taken back. */
  waive: { ask: { conversation: string; rule: string; category: string; value: string; lasting: boolean }; answer: Record<string, never> };
  /** It is personal data after all. */
  unwaive: { ask: { conversation: string; category: string; value: string }; answer: Record<string, never> };
  /** Asks the user, in a window of the extension, which originals of the text to send; the answer comes as a Push. */
  original: { ask: { conversation: string; text: string; start: number; said: string[] }; answer: { question: string } };
  /** Restores placeholders of this conversation only. */
  unmask: { ask: { conversation: string; texts: string[] }; answer: { edits: Edit[][] } };
  /** The temporary key of a new chat becomes the id that the page gave it. */
  rekey: { ask: { from: string; to: string }; answer: Record<string, never> };
  /** One ticket lets one guarded request through layer 1. */
  ticket: { ask: { url: string }; answer: { ticket: string } };
  redeem: { ask: { ticket: string }; answer: Record<string, never> };
  /** Counts of one sent prompt by category; the only thing that statistics learn. */
  sent: { ask: { conversation: string | null; counts: Record<string, Partial<Record<CountedAction, number>>> }; answer: Record<string, never> };
  /** What this frame's layers can do right now, and what it shows; drives badge and popup. */
  state: { ask: TabReport; answer: Record<string, never> };
}

/** An action for everything that is to be replaced, and the limit for all else. */
export const MODES = ["off", "count", "warn", "silent", "mask", "ask", "block"] as const satisfies readonly Action[];
export type Mode = (typeof MODES)[number];
export type CountedAction = "masked" | "kept" | "warned" | "blocked" | "allowed";

export type Kind = keyof Requests;
export type Ask<K extends Kind> = Requests[K]["ask"];
export type Answer<K extends Kind> = Requests[K]["answer"];

export interface Request<K extends Kind = Kind> {
  id: number;
  kind: K;
  ask: Ask<K>;
}

export type Reply<K extends Kind = Kind> =
  | { id: number; answer: Answer<K> }
  | { id: number; failure: BlockReason };

/** Background → content script, unasked. */
export type Push =
  | { push: "policy"; mode: Mode; rights: Rights }
  /** `site`: as signed tables mend it (sites/table.ts). */
  | { push: "rules"; version: string; names: boolean; site: object | null }
  /** The user allowed originals of this text; `edits` are what is still replaced in it. */
  | { push: "approved"; question: string; edits: Edit[] }
  /** The user wants to see this, asked for in the popup. */
  | { push: "show"; what: View };

/** What the policy lets the user do, and what the user's placeholders look like. */
export interface Rights {
  /** "Not personal data". */
  exceptions: boolean;
  /** Sending an original after an explicit confirmation. */
  originals: boolean;
  /** Sending recorded speech, which nobody can mask. */
  dictation: boolean;
  /** Taking originals out of the page: by a copy, as a file. */
  copies: boolean;
  /** Answers may hold invented names that stand for originals. */
  invented: boolean;
}

/** How often each action met each class; the same shape on this device and in reports. */
export type CountsByCategory = Record<string, Partial<Record<CountedAction, number>>>;

/** What the tab in front is to Deckname. */
export type TabState =
  | { kind: "other" } // not a chat page
  | { kind: "reload" } // a chat page older than this version of the extension
  | ({ kind: "chat" } & TabReport);

/** Everything that the popup shows. Dates are milliseconds since 1970. */
export interface Overview {
  tab: TabState;
  /** False when the browser withholds the permission for the chat page. */
  access: boolean;
  mode: { value: Mode; locked: boolean };
  rules: {
    serial: number | null;
    source: "bundled" | "server" | null;
    failed: boolean;
    /** Whether names in running text are found, by the model of names. */
    names: boolean;
    accepted: number | null;
    checked: number | null;
    failing: { since: number; code: string } | null;
  };
  /** Host name of the company's server, or null when there is none. */
  server: string | null;
  /** Sanitised HTML that the company signed. */
  notice: { id: number; published: string; de: string; en: string } | null;
  /** Today's counts on this device. */
  counts: CountsByCategory;
  reports: { basis: "off" | "consent" | "agreement"; consent: boolean; every: "day" | "prompt" };
  /** Hours after which an unused conversation's originals are deleted. */
  retentionHours: number;
}

/** One report as it was sent; `body` is the JSON letter by letter. */
export interface SentReport {
  day: string;
  sentOn: string;
  outcome: "accepted" | "refused" | "unconfirmed";
  body: string;
}

/** Why an original is sent, where the policy asks; kept on this device. */
export const ORIGINAL_REASONS = ["public", "own", "agreed", "needed", "other"] as const;
export type OriginalReason = (typeof ORIGINAL_REASONS)[number];

/** "Send this as it is?" */
export interface Question {
  text: string;
  edits: Edit[];
  /** Position of the edit that the user came from, or -1. */
  preferred: number;
  /** Whether a reason must be given. */
  reason: boolean;
  /** Milliseconds before which no decision counts. */
  delay: number;
}

/** What the user decided on this device, for the user alone. */
export interface Decisions {
  waivers: { id: string; category: string; day: string }[];
  originals: { day: string; categories: string[]; reason: OriginalReason | null }[];
}

/** Popup, options page and question window → background. */
export interface PanelRequests {
  overview: { ask: { tab: number | null }; answer: Overview };
  setMode: { ask: { mode: Mode }; answer: Record<string, never> };
  /** Shows in this tab what was really sent, or the originals again. */
  show: { ask: { tab: number; what: View }; answer: Record<string, never> };
  setConsent: { ask: { given: boolean }; answer: Record<string, never> };
  /** Looks for new rules now; answers when the check has ended, well or not. */
  check: { ask: Record<string, never>; answer: Record<string, never> };
  sentReports: { ask: Record<string, never>; answer: { reports: SentReport[] } };
  /** Deletes the tables of all conversations: their placeholders stay placeholders. */
  forget: { ask: Record<string, never>; answer: Record<string, never> };
  decisions: { ask: Record<string, never>; answer: Decisions };
  /** Takes back one "not personal data". */
  withdraw: { ask: { id: string }; answer: Record<string, never> };
  /** null: decided already, replaced by a newer one, or lost with the background. */
  question: { ask: { id: string }; answer: { question: Question | null } };
  decide: { ask: { id: string; keep: number[]; reason: OriginalReason | null }; answer: Record<string, never> };
}
