/**
 * Which conversation's table this frame works with. A new chat has no id before
 * its first prompt has left: until then it uses a temporary key, which is renamed
 * when the id appears, in the address or (temporary chats) in a later request.
 * A table is renamed only for the chat whose prompt used it: walking to another
 * chat by a link starts over.
 */

import type { Site } from "../sites/site.ts";

export interface Place {
  /** The path of the page now. */
  path(): string;
  /** Tells the background; a refusal means that `to` has a table of its own. */
  rekey(from: string, to: string): Promise<void>;
  /** A key that nobody else uses. */
  fresh(): string;
}

export class Conversation {
  readonly #place: Place;
  readonly #site: Pick<Site, "conversation">;
  #path: string;
  #key: string;
  #temporary: boolean;
  /** A prompt without an id leaves or has left under the temporary key. */
  #prompted = false;
  /** The user followed a link to this path. */
  #walkedTo: string | undefined;
  #renaming: Promise<void> = Promise.resolve();

  constructor(site: Pick<Site, "conversation">, place: Place) {
    this.#place = place;
    this.#site = site;
    this.#path = place.path();
    const id = this.#id(this.#path);
    this.#temporary = id === undefined;
    this.#key = id ?? place.fresh();
  }

  /** The key now; `named` is the id that a request carries. */
  async key(named?: string): Promise<string> {
    this.#follow();
    // A temporary chat keeps its address: its second request names its id.
    if (named !== undefined && this.#temporary && this.#prompted) this.#rename(named);
    await this.#renaming;
    return named ?? this.#key;
  }

  /** The first prompt of a new chat leaves under this key. */
  prompted(key: string): void {
    this.#follow();
    if (this.#temporary && this.#key === key) this.#prompted = true;
  }

  /** It did not arrive: nothing will name the chat. */
  failed(key: string): void {
    if (this.#temporary && this.#key === key) this.#prompted = false;
  }

  /** The answer to that prompt names the chat, wherever the user is by now. */
  learned(key: string, id: string): void {
    this.#follow();
    if (this.#key === key) this.#rename(id);
    else this.#tell(key, id);
  }

  /** The user clicked a link within the site. */
  walked(path: string): void {
    this.#walkedTo = path;
  }

  #follow(): void {
    const path = this.#place.path();
    if (path === this.#path) return;
    this.#path = path;
    const id = this.#id(path);
    if (id === this.#key) return;
    if (id !== undefined && this.#temporary && this.#prompted && this.#walkedTo !== path) {
      this.#rename(id);
      return;
    }
    this.#walkedTo = undefined;
    this.#temporary = id === undefined;
    this.#prompted = false;
    this.#key = id ?? this.#place.fresh();
  }

  #rename(id: string): void {
    this.#tell(this.#key, id);
    this.#key = id;
    this.#temporary = false;
    this.#prompted = false;
  }

  #tell(from: string, to: string): void {
    if (from !== to) this.#renaming = this.#renaming.then(() => this.#place.rekey(from, to)).catch(() => undefined);
  }

  #id(path: string): string | undefined {
    return new RegExp(this.#site.conversation).exec(path)?.[1];
  }
}
