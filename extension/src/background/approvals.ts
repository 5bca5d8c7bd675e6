/**
 * Texts that a user allowed to leave as they are: this exact text, in this
 * conversation, once, within 30 seconds. Kept as a digest in memory only; when the
 * background stops in between, the text is masked like any other.
 */
const LIFE = 30_000;

export class Approvals {
  readonly #now: () => number;
  readonly #until = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async allow(conversation: string, text: string): Promise<void> {
    this.#until.set(await digest(conversation, text), this.#now() + LIFE);
  }

  /** False: no text has been allowed lately. */
  get any(): boolean {
    return this.#until.size > 0;
  }

  /** Whether this text may leave as it is; `use` spends the approval. */
  async has(conversation: string, text: string, use: boolean): Promise<boolean> {
    const now = this.#now();
    for (const [id, until] of this.#until) if (until <= now || until > now + LIFE) this.#until.delete(id);
    if (this.#until.size === 0) return false;
    const id = await digest(conversation, text);
    return use ? this.#until.delete(id) : this.#until.has(id);
  }
}

/** How an editor writes line ends and blanks does not make another text. */
async function digest(conversation: string, text: string): Promise<string> {
  const plain = text.replaceAll("\u00A0", " ").replace(/\r\n?/g, "\n").replace(/\n{2,}/g, "\n").trim();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${conversation}\u0000${plain}`));
  return Array.from(new Uint8Array(hash), (b) => b.toString(16).padStart(2, "0")).join("");
}
