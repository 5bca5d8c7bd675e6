/** A company's server for a spec: bin/deckname with fresh keys and data in a temporary folder. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onExit } from "./cleanup.ts";
import type { Company } from "./extension.ts";
import { BINARY, readCounts, serve, stop, type Counts, type Served } from "./server.ts";

const deckname = (...args: string[]) => promisify(execFile)(BINARY, args);

export class CompanyServer {
  readonly #folder: string;
  readonly #port: number;
  #served: Served | undefined;
  /** What the extension is configured with. */
  readonly settings: Company;

  private constructor(folder: string, port: number, settings: Company) {
    this.#folder = folder;
    this.#port = port;
    this.settings = settings;
  }

  /** Keys made, server started, nothing published. */
  static async start(more: Company = {}): Promise<CompanyServer> {
    const folder = await mkdtemp(join(tmpdir(), "deckname-company-"));
    onExit(() => rmSync(folder, { recursive: true, force: true }));
    const { stdout } = await deckname("keys", "init", "--data", folder);
    const rootSha256 = /[0-9a-f]{64}/.exec(stdout)?.[0];
    if (rootSha256 === undefined) throw new Error("deckname keys init printed no rootSha256");
    const port = await freePort();
    const settings: Company = { serverUrl: `http://127.0.0.1:${port}`, rootSha256, ...more };
    const company = new CompanyServer(folder, port, settings);
    await company.serve();
    settings.enrolmentKey = (await readFile(join(folder, "enrolment.key"), "utf8")).trim();
    return company;
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async serve(): Promise<void> {
    const served = await serve(this.#folder, this.host);
    this.#served = served;
    onExit(() => void served.process.kill());
  }

  /** Publishes the built-in rules, or those of a folder, with a notice if there is one; `to` stands before the server. */
  async publish(notice?: { de: string; en: string }, rules?: string, to = `http://${this.host}`): Promise<void> {
    const args = ["rules", "publish", "--data", this.#folder, "--server", to, ...(rules === undefined ? [] : [rules])];
    if (notice) {
      await mkdir(join(this.#folder, "notice"), { recursive: true });
      for (const language of ["de", "en"] as const) {
        const path = join(this.#folder, "notice", `${language}.md`);
        await writeFile(path, notice[language]);
        args.push(`--notice-${language}`, path);
      }
    }
    await deckname(...args);
  }

  /** Publishes the built-in rules with these tables of sites, or ends those in force. */
  async publishSites(tables: object | null): Promise<void> {
    const path = join(this.#folder, "sites.json");
    if (tables) await writeFile(path, JSON.stringify(tables));
    await deckname("rules", "publish", "--data", this.#folder, "--server", `http://${this.host}`, ...(tables ? ["--sites", path] : ["--withdraw-sites"]));
  }

  /** The state of the server now, to go back to. */
  async keep(): Promise<() => Promise<void>> {
    const copy = await mkdtemp(join(tmpdir(), "deckname-kept-"));
    onExit(() => rmSync(copy, { recursive: true, force: true }));
    await this.stop();
    await cp(this.#folder, copy, { recursive: true });
    await this.serve();
    return async () => {
      await this.stop();
      rmSync(this.#folder, { recursive: true });
      await cp(copy, this.#folder, { recursive: true });
      await this.serve();
    };
  }

  /** The sums that the dashboard shows. */
  counts(): Promise<Counts> {
    if (this.#served === undefined) throw new Error("the server is stopped");
    return readCounts(this.#served.dashboard);
  }

  async stop(): Promise<void> {
    const served = this.#served;
    this.#served = undefined;
    if (served) await stop(served.process);
  }

  /** Something else answers at the server's address; the server must be stopped. */
  async impostor(answer: RequestListener): Promise<() => Promise<void>> {
    const server = createServer(answer).listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    return async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    };
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
