/**
 * What the practice vendor answers. It echoes the placeholders that it received
 * and mangles some of them the way language models do: lower case, a missing
 * bracket, a space for the underscore, a German genitive; in prose, in a list,
 * in a table and in a code block. A name that the prompt asks it to decline it
 * declines; no other does it repeat. It knows nothing but the text it was sent.
 */

/** Placeholders of a conversation in the order of their first use. */
export function placeholders(texts: string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) for (const match of text.matchAll(/\[[A-Z][A-Z_]*_\d+\]/g)) found.add(match[0]);
  return [...found];
}

export type Manner = "exact" | "lower" | "open" | "closed" | "bare" | "space" | "genitive";

/** A placeholder the way a model might write it. */
export function mangle(placeholder: string, manner: Manner): string {
  const inner = placeholder.slice(1, -1);
  switch (manner) {
    case "exact":
      return placeholder;
    case "lower":
      return placeholder.toLowerCase();
    case "open":
      return `[${inner}`;
    case "closed":
      return `${inner}]`;
    case "bare":
      return inner;
    case "space":
      return `[${inner.replaceAll("_", " ")}]`;
    case "genitive":
      return `${placeholder}s`;
  }
}

const GERMAN = /[äöüß]|\b(bitte|und|ich|ist|der|die|das|nicht|eine?n?|für)\b/i;

/** Markdown in the language of the prompt. `history` are the earlier prompts. */
export function answerTo(prompt: string, history: string[]): string {
  const known = placeholders([...history, prompt]);
  const german = GERMAN.test(prompt);
  const many = /\b(\d{2,3}) (?:Absätze|paragraphs)\b/.exec(prompt)?.[1];
  if (many !== undefined) return longAnswer(Number(many), known);
  const parts = [known.length === 0 ? (german ? PLAIN.de : PLAIN.en) : german ? germanAnswer(known) : englishAnswer(known)];
  const name = /\b[Dd]ekliniere .*\b(?:Frau|Herrn?) (?:\p{Lu}[\p{L}-]+ )?(\p{Lu}\p{L}+)/u.exec(prompt)?.[1];
  if (name !== undefined) parts.push(declined(name));
  return parts.join("\n\n");
}

/** A family name as German bends it: genitive, compound, plural, with a declined title. */
function declined(name: string): string {
  return `${name}s Anliegen steht in der ${name}-Akte. Die ${name}s wissen Bescheid, dem Herrn ${name} schreibe ich noch.`;
}

/** As many blocks as asked for: paragraphs, and among them lists, tables, quotes and code, each with placeholders. */
function longAnswer(blocks: number, known: string[]): string {
  const some = known.length === 0 ? ["nichts"] : known;
  const at = (i: number): string => some[i % some.length]!;
  return Array.from({ length: blocks }, (_, i) => {
    switch (i % 12) {
      case 3:
        return [`- **Eins:** ${at(i)}`, `- Zwei, mit ${at(i + 1)} und ${at(i + 2)}`, "- Drei"].join("\n");
      case 6:
        return ["| Angabe | Inhalt |", "| --- | --- |", `| a | ${at(i)} |`, `| b | ${at(i + 1)} |`].join("\n");
      case 8:
        return `> ${at(i)} schrieb am Montag.`;
      case 10:
        return code([at(i), at(i + 1)]);
      default:
        return `Absatz ${i + 1}: Zu ${at(i)} gibt es **nichts Neues**, zu ${at(i + 1)} auch nicht. Bitte erinnern Sie mich am Freitag noch einmal daran.`;
    }
  }).join("\n\n");
}

const PLAIN = {
  de: "Gern. Ich habe die Nachricht gelesen.\n\n- Der Text ist verständlich.\n- Es fehlt nichts Wesentliches.\n\nMöchten Sie eine kürzere Fassung?",
  en: "Of course. I have read your message.\n\n- The text is clear.\n- Nothing important is missing.\n\nWould you like a shorter version?",
};

/** Who the answer speaks about and what it repeats: a person, something to reach them by, and one thing more. */
function cast(known: string[]): { person: string; other: string; last: string } {
  const first = (...labels: string[]): string | undefined => known.find((p) => labels.includes(label(p)));
  const person = first("person") ?? known[0]!;
  const other = first("phone", "email") ?? first("iban") ?? known.at(-1)!;
  const last = known.findLast((p) => p !== person && p !== other) ?? other;
  return { person, other, last };
}

function list(known: string[], words: Words): string {
  const manners: Manner[] = ["exact", "exact", "closed", "exact", "lower"];
  return known.map((p, i) => `- **${word(p, words)}:** ${mangle(p, manners[i % manners.length]!)}`).join("\n");
}

function table(known: string[], words: Words): string {
  const rows = known.slice(0, 4).map((p, i) => `| ${word(p, words)} | ${mangle(p, i % 2 === 0 ? "space" : "exact")} |`);
  return [`| ${words.detail} | ${words.content} |`, "| --- | --- |", ...rows].join("\n");
}

function code(known: string[]): string {
  const fields = known.slice(0, 3).map((p) => `  "${label(p)}": "${mangle(p, "exact")}"`);
  return ["```json", "{", fields.join(",\n"), "}", "```"].join("\n");
}

function germanAnswer(known: string[]): string {
  const { person, other, last } = cast(known);
  return [
    "Gern, hier ist ein Entwurf:",
    `> Guten Tag ${mangle(person, "exact")},\n>\n> vielen Dank für Ihre Nachricht. Wir haben ${mangle(other, "exact")} notiert und melden uns bis Freitag mit dem Ergebnis.`,
    `Damit ist ${mangle(person, "genitive")} Anliegen beantwortet. Diese Angaben habe ich berücksichtigt:`,
    list(known, GERMAN_WORDS),
    `Für die Ablage passt diese Übersicht, ${mangle(last, "lower")} steht bereits im Vorgang:`,
    table(known, GERMAN_WORDS),
    code(known),
    `Soll ich ${mangle(other, "bare")} weglassen oder an ${mangle(person, "open")} eine Rückfrage stellen?`,
  ].join("\n\n");
}

function englishAnswer(known: string[]): string {
  const { person, other, last } = cast(known);
  return [
    "Of course, here is a draft:",
    `> Dear ${mangle(person, "exact")},\n>\n> thank you for your message. We have noted ${mangle(other, "exact")} and will come back to you by Friday.`,
    `This settles ${mangle(person, "exact")}'s request. I used these details:`,
    list(known, ENGLISH_WORDS),
    `For your records, with ${mangle(last, "lower")} already on file:`,
    table(known, ENGLISH_WORDS),
    code(known),
    `Shall I leave out ${mangle(other, "bare")} or ask ${mangle(person, "open")} a question?`,
  ].join("\n\n");
}

/** "[PENSION_NO_1]" is about "pension no". */
function label(placeholder: string): string {
  return placeholder.slice(1, -1).replace(/_\d+$/, "").toLowerCase();
}

interface Words {
  detail: string;
  content: string;
  labels: Record<string, string>;
}

const GERMAN_WORDS: Words = {
  detail: "Angabe",
  content: "Inhalt",
  labels: { address: "Anschrift", email: "E-Mail", phone: "Telefon", card: "Karte", dob: "Geburtsdatum", plate: "Kennzeichen", tax_id: "Steuer-ID", vat_id: "USt-IdNr.", health_id: "Versichertennummer", pension_id: "Rentenversicherungsnummer", secret: "Schlüssel" },
};
const ENGLISH_WORDS: Words = { detail: "Detail", content: "Content", labels: { dob: "Date of birth", plate: "Licence plate", tax_id: "Tax ID", vat_id: "VAT ID", health_id: "Health insurance number", pension_id: "Pension insurance number" } };

function word(placeholder: string, words: Words): string {
  const name = label(placeholder);
  const plain = name.replaceAll("_", " ");
  return words.labels[name] ?? (plain.length <= 4 ? plain.toUpperCase() : plain[0]!.toUpperCase() + plain.slice(1));
}
