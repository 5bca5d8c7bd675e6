/**
 * Prompts as people in offices write them, with invented personal values: valid
 * check digits, telephone numbers from the ranges kept free for films, mail
 * addresses at example domains. No person, account or device has them.
 */

export interface Value {
  /** As it stands in the prompt. */
  text: string;
  /** Class of docs/spec/report.md. */
  category: string;
  /** Pieces that would give the value away by themselves, such as a family name. */
  parts?: string[];
}

export interface Sample {
  language: "de" | "en";
  prompt: string;
  values: Value[];
  /** A second prompt of the same conversation; it repeats known values and adds one. */
  followUp: { prompt: string; values: Value[] };
}

const german: Sample = {
  language: "de",
  prompt: [
    "Bitte formuliere eine freundliche Antwort an Frau Dr. Henrike Vollbrecht. Sie ist geboren am 14.03.1986, wohnt in der Amselgasse 27, 04109 Leipzig und ist unter 0171 3920042 oder henrike.vollbrecht@example.org erreichbar.",
    "Die Erstattung von 318,40 Euro soll auf ihr Konto DE24 7015 0000 0094 6173 20 gehen. Ihre Steuer-ID lautet 86 095 742 719, ihre Krankenversichertennummer K482019576, ihr Auto hat das Kennzeichen L-HV 2086.",
    "Mein Name ist Jonas Petersilge, bitte unterschreibe für mich.",
  ].join("\n"),
  values: [
    { text: "Henrike Vollbrecht", category: "PERSON", parts: ["Henrike", "Vollbrecht"] },
    { text: "14.03.1986", category: "DOB" },
    { text: "Amselgasse 27, 04109 Leipzig", category: "ADDRESS", parts: ["Amselgasse", "04109"] },
    { text: "0171 3920042", category: "PHONE" },
    { text: "henrike.vollbrecht@example.org", category: "EMAIL", parts: ["henrike.vollbrecht"] },
    { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" },
    { text: "86 095 742 719", category: "ID" },
    { text: "K482019576", category: "ID" },
    { text: "L-HV 2086", category: "PLATE" },
    { text: "Jonas Petersilge", category: "PERSON", parts: ["Jonas", "Petersilge"] },
  ],
  followUp: {
    prompt: "Bitte kürzer. Das Konto DE24701500000094617320 stimmt, und Frau Vollbrecht erreicht man auch unter +49 30 23125 417.",
    values: [
      { text: "Vollbrecht", category: "PERSON" },
      { text: "+49 30 23125 417", category: "PHONE" },
      { text: "DE24701500000094617320", category: "IBAN" },
    ],
  },
};

const english: Sample = {
  language: "en",
  prompt: [
    "Please draft a short reply to Mr. Oliver Thackeray. He was born on 3 May 1979, his phone number is +44 20 7946 0812 and his email address is o.thackeray@mail.example.com.",
    "He paid with card 4000 0566 5566 5556 and wants the refund on GB65 DECK 2004 1884 5120 93. He logged in from 203.0.113.47. Our VAT ID is DE860957423, the pension insurance number of the employee is 65 140386 V 516.",
    "The parcel went to Lindenstraße 14, 50674 Köln. My name is Rebecca Lindqvist.",
  ].join("\n"),
  values: [
    { text: "Oliver Thackeray", category: "PERSON", parts: ["Thackeray"] },
    { text: "3 May 1979", category: "DOB" },
    { text: "+44 20 7946 0812", category: "PHONE" },
    { text: "o.thackeray@mail.example.com", category: "EMAIL", parts: ["thackeray"] },
    { text: "4000 0566 5566 5556", category: "CARD" },
    { text: "GB65 DECK 2004 1884 5120 93", category: "IBAN" },
    { text: "203.0.113.47", category: "IP" },
    { text: "DE860957423", category: "ID" },
    { text: "65 140386 V 516", category: "ID" },
    { text: "Lindenstraße 14, 50674 Köln", category: "ADDRESS", parts: ["Lindenstraße", "50674"] },
    { text: "Rebecca Lindqvist", category: "PERSON", parts: ["Rebecca", "Lindqvist"] },
  ],
  followUp: {
    prompt: "Make it shorter. The account GB65DECK20041884512093 is correct, and Mr. Thackeray can also be reached at +1 202 555 0143.",
    values: [
      { text: "Thackeray", category: "PERSON" },
      { text: "+1 202 555 0143", category: "PHONE" },
      { text: "GB65DECK20041884512093", category: "IBAN" },
    ],
  },
};

export const SAMPLES: Record<"de" | "en", Sample> = { de: german, en: english };
