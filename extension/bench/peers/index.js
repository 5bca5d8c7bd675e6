/**
 * The runnable npm packages that the benchmark and the evaluation set beside us,
 * behind one face. They are installed here and nowhere else (`make peers`), in
 * pinned versions; nothing of them is shipped. What they call a kind of data is
 * mapped to the common classes in their favour.
 */
// Package openredaction hands this engine on and adds a web server.
import { OpenRedaction } from "@openredaction/core";
import { compromise, redactPii } from "./portable.js";

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

export const peers = [redactPii(), openredaction(), compromise()];
