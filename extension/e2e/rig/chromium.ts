/**
 * Chromium through playwright-core, with the distribution's browser. Host names
 * are mapped by a flag; everything that is not the practice vendor or the
 * loopback address does not resolve.
 */
import { rmSync } from "node:fs";
import { mkdtemp, rm, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type BrowserContext, type CDPSession, type Page as Tab } from "playwright-core";
import type { Browser, LaunchOptions, Page, Wait } from "./browser.ts";
import { callText, middleOf, selectRich, waitIn, waitText } from "./call.ts";
import { onExit } from "./cleanup.ts";
import { findBrowser } from "./find.ts";

/** The flags that make chatgpt.com the practice vendor; also printed for people by the demo. */
export function hostFlags(port: number): string[] {
  const target = `127.0.0.1:${port}`;
  const map = ["chatgpt.com:443", "*.chatgpt.com:443", "*.oaiusercontent.com:443"].map((host) => `MAP ${host} ${target}`);
  return [`--host-resolver-rules=${[...map, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"].join(", ")}`, "--ignore-certificate-errors"];
}

export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const executablePath = findBrowser("chromium");
  const language = options.language ?? "de-DE";
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), "deckname-chromium-")));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    // Signals are for whoever started us; cleanup.ts sees to the end of the process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    headless: options.headed !== true,
    viewport: options.headed === true ? null : { width: 1280, height: 860 },
    locale: language,
    colorScheme: options.headed === true ? null : options.dark === true ? "dark" : "light",
    ignoreDefaultArgs: ["--disable-extensions"],
    // The language of the browser itself, and so of the extension, comes from the environment.
    env: { ...process.env, LANGUAGE: language.replace("-", "_"), LC_ALL: `${language.replace("-", "_")}.UTF-8` },
    args: [
      ...hostFlags(options.port),
      `--lang=${language}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--enable-unsafe-extension-debugging",
      ...(options.managed === true && options.extension !== undefined
        ? [`--disable-extensions-except=${options.extension}`, `--load-extension=${options.extension}`]
        : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
  const browser = new Chromium(context, options.profile === undefined ? profile : undefined);
  try {
    await browser.start();
    if (options.extension !== undefined) await browser.install(options.extension);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

class Chromium implements Browser {
  readonly name = "chromium";
  readonly closed: Promise<void>;
  readonly #context: BrowserContext;
  readonly #throwAway: string | undefined;
  readonly #forget: () => void;
  #cdp!: CDPSession;
  #extension: { id: string; folder: string } | undefined;

  constructor(context: BrowserContext, throwAway: string | undefined) {
    this.#context = context;
    this.#throwAway = throwAway;
    this.#forget = onExit(() => {
      if (throwAway !== undefined) rmSync(throwAway, { recursive: true, force: true });
    });
    this.closed = new Promise((done) => context.once("close", () => done()));
  }

  async start(): Promise<void> {
    this.#cdp = await this.#context.browser()!.newBrowserCDPSession();
  }

  async open(url = "about:blank"): Promise<Page> {
    const first = this.#context.pages().find((p) => p.url() === "about:blank" && !taken.has(p));
    const tab = first ?? (await this.#context.newPage());
    taken.add(tab);
    const page = await ChromiumPage.of(this.#context, this.#cdp, tab);
    if (url !== "about:blank") await page.goto(url);
    return page;
  }

  async openPrivate(): Promise<Page> {
    const context = await this.#context.browser()!.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.once("close", () => void context.close());
    return ChromiumPage.of(context, this.#cdp, page);
  }

  async install(folder: string, privately = false): Promise<void> {
    const path = resolve(folder);
    const loaded = (await this.#cdp.send("Extensions.loadUnpacked" as never, { path, enableInIncognito: privately } as never)) as { id: string };
    this.#extension = { id: loaded.id, folder: path };
    await this.#until(async () => (await this.#worker()) !== undefined, "the extension's service worker starts");
  }

  /**
   * A worker that is needed starts again at once, under the same target id; so
   * the old one is marked first, and gone when no worker has the mark.
   */
  async killBackground(): Promise<void> {
    const target = await this.#worker();
    if (target === undefined) return;
    await this.#marked(true);
    await this.#cdp.send("Target.closeTarget", { targetId: target });
    await this.#until(async () => (await this.#worker()) === undefined || !(await this.#marked(false)), "the service worker stops");
  }

  /** Whether the running worker carries the mark, or sets it. */
  async #marked(set: boolean): Promise<boolean> {
    const origin = `chrome-extension://${this.#own().id}/`;
    const worker = this.#context.serviceWorkers().filter((w) => w.url().startsWith(origin)).at(-1);
    const evaluated = worker?.evaluate((on) => {
      const scope = globalThis as unknown as { markedByTest?: boolean };
      if (on) scope.markedByTest = true;
      return scope.markedByTest === true;
    }, set);
    const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 250));
    return Promise.race([evaluated?.catch(() => true) ?? true, soon]);
  }

  async reloadExtension(): Promise<void> {
    await this.install(this.#own().folder);
  }

  async disableExtension(): Promise<void> {
    const list = await this.open("chrome://extensions");
    const { id } = this.#own();
    await list.evaluate(
      (own) => (globalThis as unknown as { chrome: { management: { setEnabled(id: string, on: boolean): Promise<void> } } }).chrome.management.setEnabled(own, false),
      id,
    );
    await list.close();
    await this.#until(async () => (await this.#worker()) === undefined, "the service worker is gone");
  }

  async uninstallExtension(): Promise<void> {
    await this.#cdp.send("Extensions.uninstall" as never, { id: this.#own().id } as never);
    await this.#until(async () => (await this.#worker()) === undefined, "the service worker is gone");
  }

  async openExtensionPage(path: string): Promise<Page> {
    return this.open(`chrome-extension://${this.#own().id}/${path}`);
  }

  async extensionWindow(path: string): Promise<Page> {
    const start = `chrome-extension://${this.#own().id}/${path}`;
    const mine = (): Tab | undefined => this.#context.pages().find((tab) => tab.url().startsWith(start) && !taken.has(tab));
    await this.#until(async () => (await new Promise((next) => setTimeout(next, 50)), mine() !== undefined), `the extension opens ${path}`);
    const tab = mine()!;
    taken.add(tab);
    return ChromiumPage.of(this.#context, this.#cdp, tab);
  }

  async openPopup(over: Page): Promise<Page> {
    const page = await this.open();
    await over.front();
    await page.goto(`chrome-extension://${this.#own().id}/popup.html`);
    return page;
  }

  async kill(): Promise<void> {
    const { processInfo } = await this.#cdp.send("SystemInfo.getProcessInfo");
    for (const { type, id } of processInfo) if (type === "browser") process.kill(id, "SIGKILL");
    await this.closed;
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => undefined);
    if (this.#throwAway !== undefined) await rm(this.#throwAway, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    this.#forget();
  }

  #own(): { id: string; folder: string } {
    if (this.#extension === undefined) throw new Error("this browser was started without the extension");
    return this.#extension;
  }

  async #worker(): Promise<string | undefined> {
    const origin = `chrome-extension://${this.#own().id}/`;
    const { targetInfos } = await this.#cdp.send("Target.getTargets");
    return targetInfos.find((t) => t.type === "service_worker" && t.url.startsWith(origin))?.targetId;
  }

  /** Asks again and again: no event tells when a stopped worker is gone. */
  async #until(done: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await done())) if (Date.now() > end) throw new Error(`waited 10 s in vain until ${what}`);
  }
}

interface DomNode {
  nodeName: string;
  backendNodeId: number;
  nodeType: number;
  nodeValue: string;
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

function textOf(node: DomNode): string {
  return node.nodeType === 3 ? node.nodeValue : (node.children ?? []).map(textOf).join("");
}

/** Tabs that a spec already works with. */
const taken = new WeakSet<Tab>();

class ChromiumPage implements Page {
  readonly #context: BrowserContext;
  readonly #browser: CDPSession;
  readonly #tab: Tab;
  readonly #target: string;

  private constructor(context: BrowserContext, browser: CDPSession, tab: Tab, target: string) {
    this.#context = context;
    this.#browser = browser;
    this.#tab = tab;
    this.#target = target;
  }

  static async of(context: BrowserContext, browser: CDPSession, tab: Tab): Promise<ChromiumPage> {
    const cdp = await context.newCDPSession(tab);
    const { targetInfo } = await cdp.send("Target.getTargetInfo");
    await cdp.detach();
    return new ChromiumPage(context, browser, tab, targetInfo.targetId);
  }

  async goto(url: string): Promise<void> {
    await this.#tab.goto(url, { waitUntil: "load" });
  }

  front(): Promise<void> {
    return this.#tab.bringToFront();
  }

  async reload(): Promise<void> {
    await this.#tab.reload({ waitUntil: "load" });
  }

  url(): Promise<string> {
    return Promise.resolve(this.#tab.url());
  }

  async evaluate<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    return (await this.#tab.evaluate(callText(run, args))) as Awaited<T>;
  }

  waitFor<T, A extends unknown[]>(run: (...args: A) => T, wait: Wait, ...args: A): Promise<NonNullable<T>> {
    return waitIn<T>(wait, (timeout) => this.#tab.evaluate(waitText(run, args, timeout)));
  }

  /** All presses are on their way at once; the browser handles them in order. */
  async type(text: string): Promise<void> {
    const cdp = await this.#context.newCDPSession(this.#tab);
    const sent: Promise<unknown>[] = [];
    for (const character of text) {
      const key =
        character === "\n"
          ? { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13, modifiers: 8 }
          : { key: character, text: character, windowsVirtualKeyCode: /[a-z0-9 ]/i.test(character) ? character.toUpperCase().charCodeAt(0) : 0 };
      sent.push(cdp.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }), cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
    }
    await Promise.all(sent);
    await cdp.detach();
  }

  press(chord: string): Promise<void> {
    return this.#tab.keyboard.press(chord);
  }

  async pressAll(chords: string[]): Promise<void> {
    await Promise.all(chords.map((chord) => this.#tab.keyboard.press(chord)));
  }

  /** With the mouse itself: the library's own click waits for navigations that it expects. */
  async click(selector: string, may?: { disabled: boolean }): Promise<void> {
    const { x, y } = await middleOf(this, selector, may);
    await this.#tab.mouse.click(x, y);
  }

  async clickButton(anyOf: string | string[]): Promise<void> {
    const wanted = [anyOf].flat();
    const cdp = await this.#context.newCDPSession(this.#tab);
    const find = async (): Promise<number | undefined> => {
      const { root } = await cdp.send("DOM.getDocument", { depth: -1, pierce: true });
      const walk = (node: DomNode): number | undefined => {
        if (node.nodeName === "BUTTON" && wanted.includes(textOf(node))) return node.backendNodeId;
        for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
          const found = walk(child);
          if (found !== undefined) return found;
        }
        return undefined;
      };
      return walk(root);
    };
    const end = Date.now() + 10_000;
    for (;;) {
      const backendNodeId = await find();
      if (backendNodeId !== undefined) {
        await cdp.send("DOM.scrollIntoViewIfNeeded", { backendNodeId }).catch(() => undefined);
        const model = await cdp.send("DOM.getBoxModel", { backendNodeId }).catch(() => undefined);
        if (model) {
          const [x = 0, y = 0, right = 0, , , bottom = 0] = model.model.content;
          await cdp.detach();
          await this.#tab.mouse.click((x + right) / 2, (y + bottom) / 2);
          return;
        }
      }
      // No event tells of changes inside a closed shadow root.
      if (Date.now() > end) throw new Error(`waited 10 s in vain until there is a button ${wanted[0]}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  async hover(selector: string): Promise<void> {
    const { x, y } = await middleOf(this, selector);
    await this.#tab.mouse.move(x, y);
  }

  async paste(text: string): Promise<void> {
    const desk = await this.#context.newPage();
    await desk.evaluate((value) => {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = value;
      area.select();
    }, text);
    await desk.keyboard.press("Control+c");
    await desk.close();
    await this.#tab.bringToFront();
    await this.#tab.keyboard.press("Control+v");
  }

  async pasteRich(html: string): Promise<void> {
    const desk = await this.#context.newPage();
    await desk.evaluate(selectRich, html);
    await desk.keyboard.press("Control+c");
    await desk.close();
    await this.#tab.bringToFront();
    await this.#tab.keyboard.press("Control+v");
  }

  async chooseFiles(selector: string, paths: string[]): Promise<void> {
    await this.#tab.setInputFiles(selector, paths);
  }

  async saved(deed: () => Promise<void>): Promise<string> {
    const [download] = await Promise.all([this.#tab.waitForEvent("download"), deed()]);
    return readFile(await download.path(), "utf8");
  }

  async screenshot(path: string): Promise<void> {
    await this.#tab.screenshot({ path });
  }

  setDark(dark: boolean): Promise<void> {
    return this.#tab.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#tab.setViewportSize({ width, height });
  }

  async compose(steps: string[], commit: string): Promise<void> {
    const cdp = await this.#context.newCDPSession(this.#tab);
    for (const text of steps) await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    // The Enter that accepts a composition belongs to the input method: key code 229.
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 });
    await cdp.send("Input.insertText", { text: commit });
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 });
    await cdp.detach();
  }

  async deepText(): Promise<string> {
    const cdp = await this.#context.newCDPSession(this.#tab);
    const { root } = await cdp.send("DOM.getDocument", { depth: -1, pierce: true });
    await cdp.detach();
    const texts: string[] = [];
    const walk = (node: DomNode): void => {
      if (node.nodeType === 3) texts.push(node.nodeValue);
      for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) walk(child);
    };
    walk(root);
    return texts.join(" ");
  }

  /** Asks again while it is open: a navigation that begins at that moment swallows the request. */
  async close(): Promise<void> {
    const closed = new Promise<true>((done) => this.#tab.once("close", () => done(true)));
    for (let tries = 0; tries < 10 && !this.#tab.isClosed(); tries++) {
      await this.#browser.send("Target.closeTarget", { targetId: this.#target }).catch(() => undefined);
      if (await Promise.race([closed, new Promise((again) => setTimeout(again, 1_000))])) return;
    }
    if (!this.#tab.isClosed()) throw new Error("a tab did not close within 10 s");
  }
}
