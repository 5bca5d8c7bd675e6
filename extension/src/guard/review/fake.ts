/** A stand-in for the background: invented words are the personal data. */
import type { Action, Edit, Finding, Masked, Mode } from "../../lib/messages.ts";
import type { Tools } from "./review.ts";

/** Found in every text; the last one is of a class that policy forbids to send. */
const WORDS: [string, string][] = [
  ["Erika Beispiel", "PERSON"],
  ["erika@beispiel.example", "EMAIL"],
  ["Geheim!47", "SECRET"],
];

export interface Fake extends Tools {
  tickets: string[];
  unusedTickets: string[];
  masked: { conversation: string; texts: string[] }[];
}

export function fakeTools(mode: Mode, options: { forbidden?: string; dictation?: boolean; broken?: Partial<Tools> } = {}): Fake {
  const actionOf = (category: string): Action => {
    if (mode === "count" || mode === "warn") return mode;
    return mode === "block" || category === options.forbidden ? "block" : "mask";
  };
  const find = (text: string): Finding[] =>
    WORDS.flatMap(([word, category]) =>
      [...text.matchAll(new RegExp(word.replace("!", "\\!"), "g"))].map((match) => ({
        start: match.index,
        length: word.length,
        rule: category.toLowerCase(),
        category,
        action: actionOf(category),
        score: 90,
      })),
    ).sort((a, b) => a.start - b.start);
  const fake: Fake = {
    tickets: [],
    unusedTickets: [],
    masked: [],
    mode: () => Promise.resolve(mode),
    dictation: () => options.dictation ?? false,
    scan: (_conversation, text) => Promise.resolve(find(text)),
    mask(conversation, texts): Promise<Masked> {
      fake.masked.push({ conversation, texts });
      const found = texts.map(find);
      if (mode === "count" || mode === "warn") return Promise.resolve({ edits: texts.map(() => []), blocked: [] });
      const edits = found.map((list) => list.map(({ start, length, category }): Edit => ({ start, length, category, text: `[${category}_1]` })));
      const blocked = found.flat().filter(({ action }) => action === "block").map(({ rule }) => rule);
      return Promise.resolve({ edits, blocked });
    },
    ticket(url) {
      fake.tickets.push(url);
      return Promise.resolve(`t${fake.tickets.length}`);
    },
    unused: (ticket) => void fake.unusedTickets.push(ticket),
    conversation: (named) => Promise.resolve(named ?? "temporary"),
    ...options.broken,
  };
  return fake;
}
