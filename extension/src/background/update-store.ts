/**
 * Where verified updates lie: the metadata files that guard against rollback and
 * what was accepted (rule pack, model of names, tables of sites), each under the root
 * of trust that they chain to. Under another root nothing of it counts.
 */
import type { Database } from "./database.ts";

export interface AcceptedPack {
  serial: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** The model of names signed with it; without one the bundled model counts. */
  names?: Uint8Array<ArrayBuffer> | undefined;
}

export class UpdateStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A stored file, not trusted by anyone on the way in, or null. */
  async file(root: string, name: string): Promise<Uint8Array | null> {
    const value = await this.#database.get("files", `${root}/${name}`);
    return value instanceof Uint8Array ? value : null;
  }

  /** Writes the files of one verified run, all or none. */
  async commit(root: string, staged: ReadonlyMap<string, Uint8Array>): Promise<void> {
    await this.#database.putAll("files", new Map([...staged].map(([name, bytes]) => [`${root}/${name}`, bytes])));
  }

  async pack(root: string): Promise<AcceptedPack | undefined> {
    const value = (await this.#database.get("packs", root)) as Partial<AcceptedPack> | undefined;
    if (typeof value?.serial !== "number" || !(value.bytes instanceof Uint8Array)) return undefined;
    const names = value.names instanceof Uint8Array ? value.names : undefined;
    return { serial: value.serial, bytes: value.bytes, names };
  }

  /** Tables of sites that were signed with the pack. */
  async sites(root: string): Promise<Uint8Array | undefined> {
    const value = await this.#database.get("packs", `${root}/sites`);
    return value instanceof Uint8Array ? value : undefined;
  }

  async accept(root: string, pack: AcceptedPack, sites: Uint8Array | undefined): Promise<void> {
    await this.#database.putAll("packs", new Map<string, unknown>([[root, pack], [`${root}/sites`, sites ?? null]]));
  }
}
