/**
 * The runnable npm packages that the benchmark and the evaluation set beside us,
 * behind one face. They are installed here and nowhere else (`make peers`), in
 * pinned versions; nothing of them is shipped. What they call a kind of data is
 * mapped to the common classes in their favour.
 */
import nlp from "compromise";
// Package openredaction hands this engine on and adds a web server, which no page can load.
import { OpenRedaction } from "@openredaction/core";
import redactPii from "redact-pii/lib/SyncCompositeRedactor.js";

/** Kinds of openredaction; the first that fits counts, ID is the rest. */
const KINDS = [
  [/^NAME$/, "PERSON"],
  [/^EMAIL$/, "EMAIL"],
  [/^PHONE/, "PHONE"],
  [/IBAN/, "IBAN"],
  [/^(CREDIT_CARD|CARD_TRACK)/, "CARD"],
  [/^DATE_OF_BIRTH$/, "DOB"],
  [/^DATE$/, "DATE"],
  [/LICENSE_PLATE$/, "PLATE"],
  [/^(IPV[46]|MAC_ADDRESS)$/, "IP"],
  [/^(ADDRESS_|POSTCODE|ZIP_CODE)/, "ADDRESS"],
  [/API_KEY|_TOKEN|SECRET|PRIVATE_KEY|ACCESS_KEY|STORAGE_KEY|DATABASE_CONNECTION|URL_WITH_AUTH|DOCKER_AUTH|WEBHOOK|SERVICE_ACCOUNT/, "SECRET"],
  [/./, "ID"],
];

function openredaction() {
  const engine = new OpenRedaction();
  return {
    name: "openredaction",
    run: (text) => engine.detect(text),
    async find(text) {
      const { detections } = await engine.detect(text);
      return detections.map(({ type, position: [start, end] }) => ({ start, end, label: KINDS.find(([kind]) => kind.test(type))[1] }));
    },
  };
}

function compromise() {
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
function redactPiiPeer() {
  const redactor = new redactPii.SyncCompositeRedactor();
  const steps = new redactPii.SyncCompositeRedactor().childRedactors.map((step) => {
    const label = LABELS[step.replaceWith];
    if (label === undefined) throw new Error(`redact-pii has a kind ${step.replaceWith} that has no class`);
    step.replaceWith = NOW;
    return { step, label };
  });
  return {
    name: "redact_pii",
    run: (text) => redactor.redact(text),
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

export const peers = [redactPiiPeer(), openredaction(), compromise()];
