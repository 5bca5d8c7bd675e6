/**
 * Builds the extension for both browsers from one source: node build.mjs
 * The same input gives the same bytes: no dates, no absolute paths, no order
 * that depends on the file system. The two modules, the rules and the model of names come from
 * ../bin, where `make wasm` leaves them.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(here, ...parts);
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

const browsers = { chromium: "chrome120", firefox: "firefox140" };
/** Without blanks, because every chat page loads them; the names stay, for who reads what was built. */
const pageScripts = ["guard", "content"];
const scripts = ["background", "popup", "options", "consent"];
const pages = ["popup", "options", "consent"];
const binaries = ["detector.wasm", "agent.wasm", "rules.pack", "names.model"];

const missing = binaries.filter((name) => !existsSync(at("../bin", name)));
if (missing.length > 0) {
  console.error(`Missing in bin/: ${missing.join(", ")}. Run \`make wasm\` in the repository's top folder first.`);
  process.exit(1);
}
const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
/** Go's JavaScript half of agent.wasm; under a name that does not tell where Go lies on this machine. */
const goGlue = {
  name: "go-wasm-exec",
  setup(bundler) {
    bundler.onResolve({ filter: /^go-wasm-exec$/ }, () => ({ path: "wasm_exec.js", namespace: "go" }));
    bundler.onLoad({ filter: /.*/, namespace: "go" }, () => ({ contents: readFileSync(join(goroot, "lib/wasm/wasm_exec.js"), "utf8") }));
  },
};
const version = readJson(at("package.json")).version;

for (const [browser, target] of Object.entries(browsers)) {
  const out = at("dist", browser);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const [names, minifyWhitespace] of [[scripts, false], [pageScripts, true]]) {
    await build({
      absWorkingDir: here,
      entryPoints: Object.fromEntries(names.map((name) => [name, entry(name)])),
      outdir: out,
      bundle: true,
      format: "iife",
      target,
      charset: "utf8",
      legalComments: "none",
      minifySyntax: true,
      minifyWhitespace,
      plugins: [goGlue],
      logLevel: "warning",
    });
  }
  for (const page of pages) {
    cpSync(at("src", page, `${page}.html`), join(out, `${page}.html`));
    cpSync(at("src", page, `${page}.css`), join(out, `${page}.css`));
  }
  cpSync(at("src/ui/theme.css"), join(out, "theme.css"));
  cpSync(at("manifest/icons"), join(out, "icons"), { recursive: true, filter: (path) => !path.endsWith(".svg") });
  cpSync(at("manifest/net"), join(out, "net"), { recursive: true });
  cpSync(at("manifest/managed.json"), join(out, "managed.json"));
  for (const name of binaries) cpSync(at("../bin", name), join(out, name));
  writeLocales(out);
  writeJson(join(out, "manifest.json"), {
    ...merge(readJson(at("manifest/base.json")), readJson(at("manifest", `${browser}.json`))),
    version,
  });
}

function entry(name) {
  return pages.includes(name) ? `src/${name}/${name}.ts` : `src/${name}.ts`;
}

/** Overlay wins; null removes a key. */
function merge(base, overlay) {
  return Object.fromEntries(Object.entries({ ...base, ...overlay }).filter(([, value]) => value !== null));
}

/** The catalogue of a language is split by area; a key may stand in one file only. */
function writeLocales(out) {
  for (const language of readdirSync(at("src/_locales")).sort()) {
    const messages = {};
    for (const file of readdirSync(at("src/_locales", language)).sort()) {
      for (const [key, message] of Object.entries(readJson(at("src/_locales", language, file)))) {
        if (Object.hasOwn(messages, key)) throw new Error(`_locales/${language}/${file}: "${key}" stands in another file already`);
        messages[key] = { message };
      }
    }
    mkdirSync(join(out, "_locales", language), { recursive: true });
    writeJson(join(out, "_locales", language, "messages.json"), messages);
  }
}
