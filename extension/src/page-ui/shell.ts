/**
 * What the user sees of us in the page: coloured findings, the pill, the card. Says
 * in words why something was not sent and what to do about it, and takes what the
 * user decides about a finding.
 */
import { reasonOf } from "../lib/port.ts";
import type { BlockReason, Edit, Finding, Mode, Place, Protection, Rights, View } from "../lib/messages.ts";
import type { Editor } from "../composer/editor.ts";
import type { Part } from "../restore/canvas.ts";
import type { Reason } from "../lib/reasons.ts";
import { isShown } from "../policy/actions.ts";
import { Bar } from "./bar.ts";
import { Card, ROWS, type CardButton, type CardContent, type Row } from "./card.ts";
import { Highlights } from "./highlight.ts";
import { Pill, type Saying, type Tone } from "./pill.ts";
import { isInvented, itemsOf, rowsOf, type Item } from "./review.ts";
import { Stage } from "./stage.ts";
import { Toggle } from "./toggle.ts";
import { Words } from "./words.ts";

export interface ShellTools {
  /** The composer now, to stand beside it. */
  anchor(): Element | undefined;
  retry: () => void;
  /** Puts what was really sent on the screen, or the originals again. */
  show(what: View): void;
  /** The document beside the conversation, with originals. */
  canvas(): Promise<Part[]>;
  rights(): Rights;
  /** What the text would become; saves nothing. */
  preview(text: string): Promise<Edit[]>;
  explain(text: string, places: Place[]): Promise<Reason[][]>;
  /** "Not personal data"; the findings are told again afterwards. */
  waive(finding: Finding, value: string, lasting: boolean): Promise<void>;
  unwaive(finding: Finding, value: string): Promise<void>;
  /** Opens the window that asks whether to send an original. */
  original(text: string, start: number): Promise<void>;
}

interface Trouble {
  title: string;
  words: string;
  tone: "waiting" | "warn" | "stop";
}

/** Milliseconds after which a state of the page is worth a word. */
const PASSING = 800;
/** Reasons that another try may overcome. */
const AGAIN: readonly BlockReason[] = ["background-away", "engine-failed", "write-failed", "text-changed"];

export class Shell {
  readonly #tools: ShellTools;
  readonly #words = new Words();
  readonly #bar: Bar;
  readonly #card: Card;
  readonly #pill: Pill;
  readonly #toggle: Toggle;
  readonly #highlights = new Highlights();
  /** The text of the composer and what was found in it. */
  #found: { text: string; findings: readonly Finding[] } = { text: "", findings: [] };
  #reviewing = false;
  #toldOfSpeech = false;
  #protection: Protection | undefined;
  #reader: HTMLButtonElement | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(tools: ShellTools) {
    this.#tools = tools;
    const stage = new Stage();
    this.#bar = new Bar(stage);
    this.#card = new Card(stage, this.#words);
    this.#pill = new Pill(stage, this.#bar, this.#words, { anchor: () => tools.anchor(), open: () => void this.#opened() });
    this.#toggle = new Toggle(this.#bar, this.#words, (wanted) => tools.show(wanted));
  }

  /** Findings of the composer's text as it is now. */
  findings(editor: Editor | undefined, words: string, findings: readonly Finding[], mode: Mode, names = true): void {
    const shown = findings.filter(isShown);
    const reading = editor && shown.length > 0 ? editor.read() : undefined;
    this.#highlights.findings(
      shown.flatMap(({ start, length, category }) => {
        const range = editor?.range(start, start + length, reading);
        return range ? [{ category, range }] : [];
      }),
    );
    this.#found = { text: words, findings };
    const excepted = findings.some(({ waived }) => waived);
    this.#pill.found(shown.length, shown.length === 0 && excepted ? "kept" : toneOf(shown, mode), names);
    if (!this.#reviewing) return;
    if (shown.length === 0 && !excepted) this.#card.close();
    else void this.#review();
  }

  /** A long text is being checked, or no longer. */
  working(going: boolean): void {
    this.#pill.working(going);
  }

  /** How well this page is protected; what passes at once is not worth a word. */
  protection(now: Protection): void {
    this.#protection = now;
    clearTimeout(this.#soon);
    const say = (): void => this.#pill.state(this.#saying());
    if (this.#saying()) this.#soon = setTimeout(say, PASSING);
    else say();
  }

  #saying(): Saying | undefined {
    const trouble = this.#trouble();
    return trouble && { tone: trouble.tone, inside: trouble.title, spoken: `${trouble.title}. ${trouble.words}` };
  }

  /** What is wrong with this page, for the pill and for the card that it opens. */
  #trouble(): Trouble | undefined {
    const now = this.#protection;
    switch (now?.level) {
      case "blocked":
        return { title: this.#words.of("state_blocked"), words: this.#words.reason(now.reason), tone: "stop" };
      case "checking":
        return { title: this.#words.of("state_checking"), words: this.#words.of("detail_checking"), tone: "waiting" };
      case "selectors-lost":
        return { title: this.#words.of("state_selectors_lost"), words: this.#words.of("detail_selectors_lost"), tone: "warn" };
      default:
        return undefined;
    }
  }

  /** Where originals stand on the screen, or what was sent in their place. */
  restored(ranges: readonly Range[], what: View): void {
    this.#highlights.show("restored", what === "originals" ? ranges : []);
    this.#highlights.show("sent", what === "sent" ? ranges : []);
    this.#toggle.show(this.#tools.anchor(), what, ranges.length > 0);
  }

  /** Whether there is a document beside the conversation that may have placeholders in it. */
  canvas(any: boolean): void {
    if (!any && !this.#reader) return;
    this.#reader ??= this.#readerButton();
    this.#reader.hidden = !any;
    if (any) this.#bar.beside(this.#tools.anchor());
  }

  #readerButton(): HTMLButtonElement {
    const button = this.#bar.button("pill toggle");
    button.textContent = this.#words.of("page_read_canvas");
    button.addEventListener("click", (event) => {
      if (event.isTrusted) void this.#read();
    });
    return button;
  }

  async #read(): Promise<void> {
    try {
      this.#card.show(this.#tools.anchor(), {
        title: this.#words.of("page_canvas_title"),
        words: this.#words.of("page_canvas_words"),
        text: { parts: await this.#tools.canvas(), held: !this.#tools.rights().copies },
        tone: "calm",
        focus: true,
        buttons: [{ label: this.#words.of("page_close"), main: true, press: () => undefined }],
      });
    } catch (error) {
      this.blocked(reasonOf(error), { focus: false });
    }
  }

  /** Asks before masking; true: go on. */
  confirm(words: string, edits: readonly Edit[]): Promise<boolean> {
    return new Promise((resolve) => {
      this.#card.show(this.#tools.anchor(), {
        title: this.#words.of("page_ask_title"),
        words: this.#words.of("page_ask_words"),
        rows: this.#rows(words, edits),
        tone: "calm",
        focus: true,
        buttons: [
          { label: this.#words.of("page_back"), press: () => resolve(false) },
          { label: this.#words.of("page_mask_and_send"), main: true, press: () => resolve(true) },
        ],
        closed: () => resolve(false),
      });
    });
  }

  /** Why nothing left. `focus`: the user has just tried to send. */
  blocked(reason: BlockReason, options: { focus: boolean; words?: string; edits?: readonly Edit[] }): void {
    const buttons: CardButton[] = [{ label: this.#words.of("page_close"), press: () => undefined }];
    if (reason === "extension-updated") {
      this.findings(undefined, "", [], "mask"); // what was shown is no longer looked after
      buttons.push({ label: this.#words.of("action_reload"), main: true, press: () => location.reload() });
    } else if (AGAIN.includes(reason) && options.focus) {
      buttons.push({ label: this.#words.of("action_retry"), main: true, press: () => queueMicrotask(this.#tools.retry) });
    }
    this.#card.show(this.#tools.anchor(), {
      title: this.#words.of("page_not_sent"),
      words: this.#words.reason(reason),
      rows: this.#rows(options.words ?? "", options.edits ?? []),
      tone: "stop",
      focus: options.focus,
      buttons,
    });
  }

  /** Recorded speech is leaving, as the policy allows: said once in this page. */
  spoke(): void {
    if (this.#toldOfSpeech) return;
    this.#toldOfSpeech = true;
    this.#card.show(this.#tools.anchor(), {
      title: this.#words.of("page_speech_title"),
      words: this.#words.of("page_speech_words"),
      tone: "calm",
      focus: true,
      buttons: [{ label: this.#words.of("page_close"), main: true, press: () => undefined }],
    });
  }

  async #opened(): Promise<void> {
    const trouble = this.#pill.speaksOfState ? this.#trouble() : undefined;
    if (this.#reviewing) this.#card.close();
    else if (trouble) this.#explain(trouble);
    else await this.#review();
  }

  #explain({ title, words, tone }: Trouble): void {
    this.#card.show(this.#tools.anchor(), {
      title,
      words,
      tone: tone === "stop" ? "stop" : "calm",
      focus: true,
      buttons: [
        { label: this.#words.of("action_reload"), press: () => location.reload() },
        { label: this.#words.of("page_close"), main: true, press: () => undefined },
      ],
      closed: () => this.#pill.expanded(false),
    });
    this.#pill.expanded(true);
  }

  /** Shows the card, or what has changed since in the card that is shown. */
  async #review(): Promise<void> {
    const { text, findings } = this.#found;
    const edits = await this.#tools.preview(text).catch(() => []);
    const items = itemsOf(text, findings, edits);
    const reasons = await this.#tools.explain(text, items.slice(0, ROWS).map(({ finding: { start, length } }) => ({ start, length }))).catch(() => []);
    if (text !== this.#found.text) return; // newer findings have asked again
    items.forEach((item, i) => (item.reasons = reasons[i] ?? []));
    const content: CardContent = {
      title: this.#words.of("page_review_title"),
      words: this.#words.of("page_review_words"),
      rows: rowsOf(items, this.#words, this.#tools.rights(), {
        waive: ({ finding, value }, lasting) => this.#decide(this.#tools.waive(finding, value, lasting)),
        unwaive: ({ finding, value }) => this.#decide(this.#tools.unwaive(finding, value)),
        original: (item) => this.#original(text, item),
      }),
      tone: "calm",
      focus: true,
      buttons: [{ label: this.#words.of("page_close"), main: true, press: () => undefined }],
      closed: () => this.#expanded(false),
    };
    if (this.#reviewing) {
      this.#card.update(this.#tools.anchor(), content);
      return;
    }
    this.#card.show(this.#tools.anchor(), content);
    this.#expanded(true);
  }

  #expanded(now: boolean): void {
    this.#reviewing = now;
    this.#pill.expanded(now);
  }

  #original(text: string, { finding }: Item): void {
    this.#card.close();
    this.#decide(this.#tools.original(text, finding.start));
  }

  #decide(done: Promise<void>): void {
    done.catch((error: unknown) => this.blocked(reasonOf(error), { focus: true }));
  }

  #rows(words: string, edits: readonly Edit[]): Row[] {
    return edits.map(({ start, length, text: placeholder, category }) => ({
      original: words.slice(start, start + length),
      placeholder,
      note: [this.#words.category(category), isInvented(placeholder) ? this.#words.of("page_invented") : ""].filter(Boolean).join(" · "),
    }));
  }
}

function toneOf(findings: readonly Finding[], mode: Mode): Exclude<Tone, "waiting"> {
  if (mode === "block" || findings.some(({ action }) => action === "block")) return "stop";
  return findings.some(({ action }) => action === "warn") ? "warn" : "calm";
}
