/**
 * What a spec can do with a browser, the same in Chromium and in Firefox. Keys
 * and clicks are real input events of the browser, never dispatched ones, unless
 * a method says so.
 */

export type BrowserName = "chromium" | "firefox";

export interface LaunchOptions {
  /** Port of the practice vendor, which answers as chatgpt.com and its hosts. */
  port: number;
  /** Folder of the unpacked extension; absent: a browser without it. */
  extension?: string;
  /** The extension is there from the start of the browser; Chromium hands policies to no other. */
  managed?: boolean;
  /** With a window, for people; default headless. */
  headed?: boolean;
  /** BCP 47; default "de-DE". */
  language?: string;
  dark?: boolean;
  /** Folder to keep; default a fresh one that is removed at the end. */
  profile?: string;
}

export interface Browser {
  readonly name: BrowserName;
  /** A new tab. */
  open(url?: string): Promise<Page>;
  /** Installs the extension now, into a browser that was started without it. `privately`: for private windows, too. */
  install(folder: string, privately?: boolean): Promise<void>;
  /** A tab in a private window of its own; closing it closes the window. */
  openPrivate(): Promise<Page>;
  /** Stops the service worker or event page, as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** As after an update: open tabs keep their old content scripts. */
  reloadExtension(): Promise<void>;
  /** As a person does it in the list of extensions; open tabs stay as they are. */
  disableExtension(): Promise<void>;
  /** Removes the extension, and with it what it has stored, as a browser does outside of tests. */
  uninstallExtension(): Promise<void>;
  /** A page of the extension, by its path inside the extension. */
  openExtensionPage(path: string): Promise<Page>;
  /** The window that the extension opens by itself with this page of its own; waits for it. */
  extensionWindow(path: string): Promise<Page>;
  /** The extension's popup in a tab behind the given one, so that it speaks about that one. */
  openPopup(over: Page): Promise<Page>;
  /** Resolves when the browser window was closed by somebody. */
  readonly closed: Promise<void>;
  /** Ends the browser at once, as a crash does: it can save nothing any more. */
  kill(): Promise<void>;
  /** Never throws; nothing of the browser is left afterwards. */
  close(): Promise<void>;
}

export interface Page {
  goto(url: string): Promise<void>;
  /** Makes this the tab in front. */
  front(): Promise<void>;
  reload(): Promise<void>;
  url(): Promise<string>;
  /**
   * Runs a function in the page's own world. Function and arguments travel as
   * text, so it sees nothing of the spec; what it throws is thrown here.
   */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
  /** Waits in the page until the function returns something truthy, and returns it. Throws after the timeout. */
  waitFor<T, A extends unknown[]>(run: (...args: A) => T, wait: Wait, ...args: A): Promise<NonNullable<T>>;
  /** Types with one key press per character; line breaks are Shift+Enter. */
  type(text: string): Promise<void>;
  /** One chord such as "Enter" or "Control+Shift+z". */
  press(chord: string): Promise<void>;
  /** Several chords without a pause between them. */
  pressAll(chords: string[]): Promise<void>;
  /** Clicks the middle of the element with the mouse; throws when there is none. Waits until it can be used, unless it may be `disabled`. */
  click(selector: string, may?: { disabled: boolean }): Promise<void>;
  /** Clicks the button with this text, or one of these; it may stand in a closed shadow root. Waits until it is there. */
  clickButton(anyOf: string | string[]): Promise<void>;
  hover(selector: string): Promise<void>;
  /** Puts text on the clipboard with Ctrl+C elsewhere, then presses Ctrl+V here. */
  paste(text: string): Promise<void>;
  /** As paste, with formatted text from another page. */
  pasteRich(html: string): Promise<void>;
  /** Chooses files in a file input, as its dialog would. */
  chooseFiles(selector: string, paths: string[]): Promise<void>;
  /** Does something that makes the page save a file, and returns the text of that file. */
  saved(deed: () => Promise<void>): Promise<string>;
  /** All text of the document, closed shadow roots of extensions included. */
  deepText(): Promise<string>;
  /** PNG of the viewport. */
  screenshot(path: string): Promise<void>;
  setDark(dark: boolean): Promise<void>;
  /** Size of the viewport in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Composes text the way an input method does, in steps, and commits it with Enter. */
  compose(steps: string[], commit: string): Promise<void>;
  close(): Promise<void>;
}

export interface Wait {
  /** For the error text: "the answer is complete". */
  what: string;
  /** Milliseconds; default 15 s. */
  timeout?: number;
}

/** What a missing browser means and what to do about it. */
export class NoBrowser extends Error {
  constructor(name: BrowserName, tried: string[]) {
    const variable = name.toUpperCase();
    const debian = name === "firefox" ? "firefox-esr" : "chromium";
    super(
      `No ${name === "firefox" ? "Firefox" : "Chromium"} was found (looked for ${tried.join(", ")}). ` +
        `Install it (Debian and Ubuntu: sudo apt-get install ${debian}) or set ${variable} to the path of the program. The variables CHROMIUM and FIREFOX name browsers that lie elsewhere.`,
    );
    this.name = "NoBrowser";
  }
}
