/** The peers that need nothing of Node: these run in pages, too. */
import nlp from "compromise";
import redactor from "redact-pii/lib/SyncCompositeRedactor.js";

export function compromise() {
  const views = { PERSON: "people", LOCATION: "places", EMAIL: "emails", PHONE: "phoneNumbers" };
  const find = (text) => {
    const document = nlp(text);
    return Object.entries(views).flatMap(([label, view]) =>
      document[view]()
        .json({ offset: true, terms: false })
        .map(({ offset: { start, length } }) => ({ start, end: start + length, label })),
    );
  };
  return { name: "compromise", run: find, find: async (text) => find(text) };
}

/** What redact-pii puts in the place of a value, and the class. */
const LABELS = {
  PERSON_NAME: "PERSON",
  CREDIT_CARD_NUMBER: "CARD",
  STREET_ADDRESS: "ADDRESS",
  ZIPCODE: "ADDRESS",
  PHONE_NUMBER: "PHONE",
  IP_ADDRESS: "IP",
  US_SOCIAL_SECURITY_NUMBER: "ID",
  EMAIL_ADDRESS: "EMAIL",
  USERNAME: "ID",
  PASSWORD: "SECRET",
  CREDENTIALS: "SECRET",
  DIGITS: "ID",
  URL: "URL",
};

/** Characters that stand in no text: for a value that is replaced now, and for one that was before. */
const NOW = "\uE001";
const BEFORE = "\uE000";

/** redact-pii gives no positions: each of its steps is run alone and compared with what it was given. */
export function redactPii() {
  const whole = new redactor.SyncCompositeRedactor();
  const steps = new redactor.SyncCompositeRedactor().childRedactors.map((step) => {
    const label = LABELS[step.replaceWith];
    if (label === undefined) throw new Error(`redact-pii has a kind ${step.replaceWith} that has no class`);
    step.replaceWith = NOW;
    return { step, label };
  });
  return {
    name: "redact_pii",
    run: (text) => whole.redact(text),
    async find(text) {
      const spans = [];
      let now = text;
      for (const { step, label } of steps) {
        for (const { start, end } of taken(now, step.redact(now))) {
          spans.push({ start, end, label });
          now = now.slice(0, start) + BEFORE.repeat(end - start) + now.slice(end);
        }
      }
      return spans;
    },
  };
}

/** The parts of a text that were replaced by NOW. */
export function taken(text, replaced) {
  const parts = replaced.split(NOW);
  const spans = [];
  let at = parts[0].length;
  for (let k = 1; k < parts.length; k++) {
    const start = at;
    while (k < parts.length - 1 && parts[k] === "") k++; // values side by side are one
    const part = parts[k];
    at = k === parts.length - 1 ? text.length - part.length : text.indexOf(part, start + 1);
    if (at <= start) throw new Error("redact-pii changed more than it names");
    spans.push({ start, end: at });
    at += part.length;
  }
  return spans;
}
