/**
 * What a chat site looks like to us: plain data, so that an update can mend it
 * without new code (table.ts). Patterns are sources of regular expressions.
 *
 * Safety never depends on selectors: a composer that is not found costs comfort,
 * and the guard holds. It does depend on `reach`, which is therefore wide.
 */

/** Which requests the guard looks at; the page-world half of the table. */
export interface Reach {
  /** Host of the service's own API and pages. */
  host: string;
  /** Paths on that host whose bodies are read. */
  path: string;
  /** Hosts that take files; no body may go there unread. */
  files: string;
  /** Hosts whose WebSocket frames are read. */
  sockets: string;
  /** Where an answer names its conversation; group 1 is the id. */
  named: string;
}

export type Handling =
  | "mask" // the strings at `texts` are masked, everything else is checked
  | "draft" // members at `drop` are removed, then as "mask"
  | "suggest" // answered in the browser with `answer`
  | "file" // refused: files cannot be read yet
  | "sound" // refused unless the policy allows it: speech cannot be masked
  | "opaque"; // holds no words of the user: passed unread

export interface Endpoint {
  name: string;
  /** Pattern of the whole path. */
  path: string;
  handling: Handling;
  /** Places of the user's words: "a.*.b"; a final "**" means every string below. */
  texts?: string[];
  /** Top-level members that are left out. */
  drop?: string[];
  /** Body of the answer given in the browser. */
  answer?: string;
  /** A prompt: when it has left, its counts are reported. */
  prompt?: boolean;
  /** The page sends it by itself: a refusal is not shown. */
  silent?: boolean;
}

export interface Selectors {
  /** Composer editors, best first; the first match that is usable wins. */
  editors: string[];
  /** What looks like a composer; if none of `editors` is there, the table is out of date. */
  likely: string;
  /** Editable parts of answers: never a composer. */
  never: string;
  form: string;
  /** Send buttons; the ones that match `stop` do something else. */
  send: string;
  stop: string;
  /** Open menus in which Enter picks an entry. */
  menus: string;
  /** Prompts and answers: the only places where placeholders are restored. */
  turns: string;
  /** The ones among them that the user wrote: they do not stream. */
  prompts: string;
  /** Texts of documents that the user can edit beside the conversation. */
  canvas: string;
}

export interface Site {
  /** Of its table among those signed. */
  id: string;
  /** Signed tables with a higher number take its place; it goes up with every change below. */
  version: number;
  reach: Reach;
  /** The first entry whose path matches decides; a path without entry is unknown. */
  endpoints: Endpoint[];
  /** Paths that take recorded speech; no other is opened where the policy allows that. Not mended by tables. */
  speech: string;
  /** Members that hold identifiers or tokens when their value looks like one. */
  identifiers: string;
  /** Shape of such a value: no blank, no "@". */
  identifier: string;
  /** Where WebSocket texts hold the user's words, and what is left out of them. */
  frames: Pick<Endpoint, "texts" | "drop">;
  selectors: Selectors;
  /** The member of a body that names its conversation. */
  conversationMember: string;
  /** Group 1 of this pattern on the path is the conversation's id. */
  conversation: string;
}
