/**
 * Firefox through WebDriver BiDi, without a driver program. Content is driven by
 * standard commands; three things that the standard lacks (stopping the event
 * page, reloading the add-on, its page addresses) are done in the browser's own
 * scope, which --remote-allow-system-access opens in test profiles.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Bidi } from "./bidi.ts";
import type { Browser, LaunchOptions, Page, Wait } from "./browser.ts";
import { callText, middleOf, selectRich, waitIn, waitText } from "./call.ts";
import { onExit } from "./cleanup.ts";
import { findBrowser } from "./find.ts";
import { chordActions, textActions, type KeyAction } from "./keys.ts";
import { openTunnel, type Tunnel } from "./tunnel.ts";

/** Own pages of the add-on need an address that is known beforehand. */
const ADDRESS = "5f0c1b7a-3d6e-4a52-9b8f-7e21d4c6a901";

export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const program = findBrowser("firefox");
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), "deckname-firefox-")));
  const throwAway = options.profile === undefined;
  const tunnel = await openTunnel(options.port);
  await writeFile(join(profile, "user.js"), prefs(tunnel.port, options, downloadsOf(profile)));
  const child = spawn(
    program,
    [...(options.headed === true ? [] : ["--headless"]), "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--remote-allow-system-access", "--width", "1280", "--height", "946"],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "946" } },
  );
  const forget = onExit(() => {
    child.kill("SIGKILL");
    if (throwAway) rmSync(profile, { recursive: true, force: true });
  });
  const parts: Parts = { child, profile, throwAway, tunnel, forget };
  try {
    const bidi = await Bidi.connect(`${await address(child)}/session`);
    await bidi.send("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    const browser = new Firefox(bidi, parts);
    if (options.extension !== undefined) await browser.install(options.extension);
    return browser;
  } catch (error) {
    await discard(parts);
    throw error;
  }
}

interface Parts {
  child: ChildProcess;
  profile: string;
  throwAway: boolean;
  tunnel: Tunnel;
  forget(): void;
}

async function discard({ child, profile, throwAway, tunnel, forget }: Parts): Promise<void> {
  const gone = new Promise<void>((done) => (child.exitCode === null && child.signalCode === null ? child.once("exit", () => done()) : done()));
  child.kill("SIGKILL");
  await gone;
  await tunnel.close();
  if (throwAway) await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  forget();
}

/** The BiDi address that Firefox prints when it is ready. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const late = setTimeout(() => reject(new Error(`Firefox did not offer WebDriver BiDi within 60 s; it printed: ${printed.slice(-400)}`)), 60_000);
    child.stderr!.on("data", (chunk: Buffer) => {
      printed += String(chunk);
      const url = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(printed)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`Firefox ended with ${code ?? "a signal"}; it printed: ${printed.slice(-400)}`));
    });
  });
}

class Firefox implements Browser {
  readonly name = "firefox";
  readonly closed: Promise<void>;
  readonly #bidi: Bidi;
  readonly #parts: Parts;
  #extension: { id: string; folder: string } | undefined;

  constructor(bidi: Bidi, parts: Parts) {
    this.#bidi = bidi;
    this.#parts = parts;
    this.closed = new Promise((done) => parts.child.once("exit", () => done()));
  }

  async open(url = "about:blank"): Promise<Page> {
    const { context } = await this.#bidi.send<{ context: string }>("browsingContext.create", { type: "tab" });
    const page = new FirefoxPage(this.#bidi, context, downloadsOf(this.#parts.profile));
    if (url !== "about:blank") await page.goto(url);
    return page;
  }

  async openPrivate(): Promise<Page> {
    const tabs = async (): Promise<string[]> => (await this.#bidi.send<{ contexts: { context: string }[] }>("browsingContext.getTree", { maxDepth: 0 })).contexts.map(({ context }) => context);
    const before = await tabs();
    // Until the first page of the window has come, it ends whatever else is loaded there.
    await inBrowser(
      this.#bidi,
      `(async () => {
        const opened = Services.wm.getMostRecentWindow("navigator:browser").OpenBrowserWindow({ private: true });
        await new Promise((done) => {
          const seen = (subject, topic) => subject === opened && (Services.obs.removeObserver(seen, topic), done());
          Services.obs.addObserver(seen, "browser-delayed-startup-finished");
        });
        const { selectedBrowser } = opened.gBrowser;
        while (selectedBrowser.currentURI.spec !== "about:privatebrowsing" || selectedBrowser.webProgress.isLoadingDocument) await new Promise((next) => opened.setTimeout(next, 20));
      })()`,
    );
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
      const context = (await tabs()).find((tab) => !before.includes(tab));
      if (context !== undefined) return new FirefoxPage(this.#bidi, context, downloadsOf(this.#parts.profile));
    }
    throw new Error("Firefox opened no private window within 15 s");
  }

  async install(folder: string, privately = false): Promise<void> {
    const path = resolve(folder);
    const id = JSON.stringify(await addonId(path));
    await inBrowser(this.#bidi, `Services.prefs.setStringPref("extensions.webextensions.uuids", JSON.stringify({ [${id}]: ${JSON.stringify(ADDRESS)} }))`);
    if (privately) {
      await inBrowser(
        this.#bidi,
        `(async () => {
          const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
          await ExtensionPermissions.add(${id}, { permissions: ["internal:privateBrowsingAllowed"], origins: [] });
        })()`,
      );
    }
    const { extension } = await this.#bidi.send<{ extension: string }>("webExtension.install", { extensionData: { type: "path", path } });
    this.#extension = { id: extension, folder: path };
  }

  async killBackground(): Promise<void> {
    await this.#inBrowser(
      `await WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
    );
  }

  async reloadExtension(): Promise<void> {
    await this.#inBrowser(`const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(id)).reload()`);
  }

  async disableExtension(): Promise<void> {
    await this.#inBrowser(`const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(id)).disable()`);
  }

  async uninstallExtension(): Promise<void> {
    // Only tests keep what an add-on has stored.
    await this.#inBrowser(`const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      Services.prefs.setBoolPref("extensions.webextensions.keepStorageOnUninstall", false);
      await (await AddonManager.getAddonByID(id)).uninstall()`);
  }

  async openExtensionPage(path: string): Promise<Page> {
    return this.open(`moz-extension://${ADDRESS}/${path}`);
  }

  async extensionWindow(path: string): Promise<Page> {
    const start = `moz-extension://${ADDRESS}/${path}`;
    const end = Date.now() + 10_000;
    for (;;) {
      const { contexts } = await this.#bidi.send<{ contexts: { context: string; url: string }[] }>("browsingContext.getTree", { maxDepth: 0 });
      const mine = contexts.find(({ url }) => url.startsWith(start));
      if (mine) return new FirefoxPage(this.#bidi, mine.context, downloadsOf(this.#parts.profile));
      if (Date.now() > end) throw new Error(`waited 10 s in vain until the extension opens ${path}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  async openPopup(over: Page): Promise<Page> {
    const page = await this.open();
    await over.front();
    await page.goto(`moz-extension://${ADDRESS}/popup.html`);
    return page;
  }

  async kill(): Promise<void> {
    this.#parts.child.kill("SIGKILL");
    await this.closed;
  }

  async close(): Promise<void> {
    await Promise.race([this.#bidi.send("browser.close").catch(() => undefined), this.closed]);
    this.#bidi.close();
    await discard(this.#parts);
  }

  #inBrowser(body: string): Promise<unknown> {
    if (this.#extension === undefined) throw new Error("this browser was started without the extension");
    return inBrowser(this.#bidi, `(async (id) => { ${body} })(${JSON.stringify(this.#extension.id)})`);
  }
}

class FirefoxPage implements Page {
  readonly #bidi: Bidi;
  readonly #context: string;
  /** Where files of the page land. */
  readonly #downloads: string;

  constructor(bidi: Bidi, context: string, downloads: string) {
    this.#bidi = bidi;
    this.#context = context;
    this.#downloads = downloads;
  }

  async goto(url: string): Promise<void> {
    await this.#bidi.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  async front(): Promise<void> {
    await this.#bidi.send("browsingContext.activate", { context: this.#context });
  }

  async reload(): Promise<void> {
    await this.#bidi.send("browsingContext.reload", { context: this.#context, wait: "complete" });
  }

  async url(): Promise<string> {
    return String(await this.#run("location.href"));
  }

  async evaluate<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    return (await this.#run(callText(run, args))) as Awaited<T>;
  }

  waitFor<T, A extends unknown[]>(run: (...args: A) => T, wait: Wait, ...args: A): Promise<NonNullable<T>> {
    return waitIn<T>(wait, (timeout) => this.#run(waitText(run, args, timeout)));
  }

  type(text: string): Promise<void> {
    return this.#keys(textActions(text));
  }

  press(chord: string): Promise<void> {
    return this.#keys(chordActions(chord));
  }

  pressAll(chords: string[]): Promise<void> {
    return this.#keys(chords.flatMap(chordActions));
  }

  async click(selector: string, may?: { disabled: boolean }): Promise<void> {
    const at = await middleOf(this, selector, may);
    await this.#pointer([{ type: "pointerMove", ...at }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]);
  }

  async clickButton(anyOf: string | string[]): Promise<void> {
    const wanted = [anyOf].flat();
    const end = Date.now() + 10_000;
    for (;;) {
      const sharedId = buttonIn(await this.#tree(), wanted);
      const origin = sharedId === undefined ? undefined : { type: "element", element: { sharedId } };
      if (origin) {
        await this.#bidi.send("script.callFunction", {
          functionDeclaration: "(button) => button.scrollIntoView({ block: 'nearest' })",
          arguments: [{ sharedId }],
          target: { context: this.#context },
          awaitPromise: false,
        });
        await this.#pointer([{ type: "pointerMove", x: 0, y: 0, origin }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]);
        return;
      }
      // No event tells of changes inside a closed shadow root.
      if (Date.now() > end) throw new Error(`waited 10 s in vain until there is a button ${wanted[0]}`);
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  async hover(selector: string): Promise<void> {
    await this.#pointer([{ type: "pointerMove", ...(await middleOf(this, selector)) }]);
  }

  async paste(text: string): Promise<void> {
    const { context } = await this.#bidi.send<{ context: string }>("browsingContext.create", { type: "tab" });
    const desk = new FirefoxPage(this.#bidi, context, this.#downloads);
    await desk.evaluate((value) => {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = value;
      area.select();
    }, text);
    await desk.press("Control+c");
    await desk.close();
    await this.front();
    await this.press("Control+v");
  }

  async pasteRich(html: string): Promise<void> {
    const { context } = await this.#bidi.send<{ context: string }>("browsingContext.create", { type: "tab" });
    const desk = new FirefoxPage(this.#bidi, context, this.#downloads);
    await desk.evaluate(selectRich, html);
    await desk.press("Control+c");
    await desk.close();
    await this.front();
    await this.press("Control+v");
  }

  async chooseFiles(selector: string, files: string[]): Promise<void> {
    const { nodes } = await this.#bidi.send<{ nodes: { sharedId: string }[] }>("browsingContext.locateNodes", { context: this.#context, locator: { type: "css", value: selector } });
    await this.#bidi.send("input.setFiles", { context: this.#context, element: { sharedId: nodes[0]!.sharedId }, files });
  }

  async saved(deed: () => Promise<void>): Promise<string> {
    await deed();
    // The browser tells nobody when it has written a file.
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
      const files = await readdir(this.#downloads).catch(() => []);
      if (files.length === 0 || files.some((name) => name.endsWith(".part"))) continue;
      const path = join(this.#downloads, files[0]!);
      const text = await readFile(path, "utf8");
      if (text === "") continue;
      await rm(path);
      return text;
    }
    throw new Error("waited 15 s in vain for a saved file");
  }

  async screenshot(path: string): Promise<void> {
    const { data } = await this.#bidi.send<{ data: string }>("browsingContext.captureScreenshot", { context: this.#context });
    await writeFile(path, Buffer.from(data, "base64"));
  }

  async setDark(dark: boolean): Promise<void> {
    await inBrowser(this.#bidi, `Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", ${dark ? 0 : 1})`);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#bidi.send("browsingContext.setViewport", { context: this.#context, viewport: { width, height } });
  }

  async deepText(): Promise<string> {
    return textsOf(await this.#tree()).join(" ");
  }

  /** The whole document, closed shadow roots included. */
  async #tree(): Promise<Remote> {
    const { result } = await this.#bidi.send<{ result: Remote }>("script.evaluate", {
      expression: "document.documentElement",
      target: { context: this.#context },
      awaitPromise: false,
      serializationOptions: { maxDomDepth: null, includeShadowTree: "all" },
    });
    return result;
  }

  async compose(steps: string[], commit: string): Promise<void> {
    await inBrowser(
      this.#bidi,
      `(async (steps, commit) => {
        const window = Services.wm.getMostRecentWindow("navigator:browser");
        const processor = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
        if (!processor.beginInputTransactionForTests(window)) throw new Error("no input method");
        for (const text of steps) {
          processor.setPendingCompositionString(text);
          processor.appendClauseToPendingComposition(text.length, processor.ATTR_RAW_CLAUSE);
          processor.setCaretInPendingComposition(text.length);
          processor.flushPendingComposition();
        }
        // The Enter that accepts a composition belongs to the input method.
        processor.commitCompositionWith(commit, new window.KeyboardEvent("", { key: "Enter", code: "Enter", keyCode: window.KeyboardEvent.DOM_VK_RETURN }));
      })(${JSON.stringify(steps)}, ${JSON.stringify(commit)})`,
    );
  }

  async close(): Promise<void> {
    await this.#bidi.send("browsingContext.close", { context: this.#context });
  }

  #run(expression: string): Promise<unknown> {
    return evaluate(this.#bidi, this.#context, expression);
  }

  async #keys(actions: KeyAction[]): Promise<void> {
    await this.#bidi.send("input.performActions", { context: this.#context, actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async #pointer(actions: Record<string, unknown>[]): Promise<void> {
    await this.#bidi.send("input.performActions", { context: this.#context, actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  }
}

interface Remote {
  sharedId?: string;
  value?: { nodeType: number; localName?: string; nodeValue?: string; children?: Remote[]; shadowRoot?: Remote | null };
}

function childrenOf({ value }: Remote): Remote[] {
  return [...(value?.shadowRoot ? [value.shadowRoot] : []), ...(value?.children ?? [])];
}

function textsOf(node: Remote): string[] {
  return node.value?.nodeType === 3 ? [node.value.nodeValue ?? ""] : childrenOf(node).flatMap(textsOf);
}

/** The first button whose text is one of these. */
function buttonIn(node: Remote, wanted: readonly string[]): string | undefined {
  if (node.value?.localName === "button" && wanted.includes(textsOf(node).join(""))) return node.sharedId;
  for (const child of childrenOf(node)) {
    const found = buttonIn(child, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Evaluates in the browser's own scope. */
async function inBrowser(bidi: Bidi, expression: string): Promise<unknown> {
  const { contexts } = await bidi.send<{ contexts: { context: string }[] }>("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
  return evaluate(bidi, contexts[0]!.context, expression);
}

/** Evaluates in a context and returns plain data; throws what the code threw. */
async function evaluate(bidi: Bidi, context: string, expression: string): Promise<unknown> {
  const json = `(async () => JSON.stringify(await (${expression})) ?? null)()`;
  const outcome = await bidi.send<{ type: string; result?: { value?: string }; exceptionDetails?: { text: string } }>("script.evaluate", {
    expression: json,
    target: { context },
    awaitPromise: true,
    userActivation: true,
  });
  if (outcome.type === "exception") throw new Error(outcome.exceptionDetails?.text ?? "the page threw");
  const value = outcome.result?.value;
  return value === undefined ? undefined : JSON.parse(value);
}

async function addonId(folder: string): Promise<string | undefined> {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as { browser_specific_settings?: { gecko?: { id?: string } } };
  return manifest.browser_specific_settings?.gecko?.id;
}

function downloadsOf(profile: string): string {
  return join(profile, "downloads");
}

function prefs(proxy: number, options: LaunchOptions, downloads: string): string {
  const language = options.language ?? "de-DE";
  const all: Record<string, string | number | boolean> = {
    "network.proxy.type": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": proxy,
    "intl.accept_languages": `${language}, ${language.slice(0, 2)}`,
    "layout.css.prefers-color-scheme.content-override": options.dark === true ? 0 : 1,
    "remote.prefs.recommended": true,
    // An add-on that is installed for the session keeps its data, as one from a store does.
    "extensions.webextensions.keepStorageOnUninstall": true,
    "extensions.webextensions.keepUuidOnUninstall": true,
    "app.normandy.enabled": false,
    "app.update.disabledForTesting": true,
    "app.update.enabled": false,
    "browser.aboutwelcome.enabled": false,
    "browser.download.alwaysOpenPanel": false,
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.newtab.preload": false,
    "browser.safebrowsing.update.enabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": false,
    "captivedetect.canonicalURL": "",
    "datareporting.policy.dataSubmissionEnabled": false,
    "dom.push.connection.enabled": false,
    "extensions.getAddons.cache.enabled": false,
    "extensions.systemAddon.update.enabled": false,
    "extensions.update.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "network.dns.disablePrefetch": true,
    "network.prefetch-next": false,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": false,
    "toolkit.telemetry.server": "data:,",
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join("");
}
