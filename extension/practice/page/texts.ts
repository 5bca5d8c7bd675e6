/** Texts of the practice page in both languages. */
export type Language = "de" | "en";

const en = {
  title: "Practice chat",
  practice: "Practice page. It imitates a chat assistant and records what it receives on this computer only.",
  newChat: "New chat",
  greeting: "What can I help with?",
  placeholder: "Ask anything",
  attach: "Add files",
  send: "Send prompt",
  stop: "Stop streaming",
  voice: "Start voice mode",
  edit: "Edit message",
  copy: "Copy",
  regenerate: "Try again",
  cancel: "Cancel",
  resend: "Send",
  you: "You said:",
  assistant: "The assistant said:",
  failed: "Something went wrong. The message was not sent.",
  stopped: "Stopped.",
  uploading: "uploading",
  uploadFailed: "not uploaded",
  pasted: "Pasted text.txt",
  earlier: "Earlier",
  topics: ["Agenda for the team day", "Shorter product text", "Formula for net prices"],
  notice: "Answers of this page are made up.",
  sample: { de: "Sample prompt in German", en: "Sample prompt in English" },
};

export type Texts = typeof en;

const de: Texts = {
  title: "Übungs-Chat",
  practice: "Übungsseite. Sie ahmt einen Chat-Assistenten nach und zeichnet nur auf diesem Rechner auf, was bei ihr ankommt.",
  newChat: "Neuer Chat",
  greeting: "Wobei kann ich helfen?",
  placeholder: "Stellen Sie eine Frage",
  attach: "Dateien hinzufügen",
  send: "Prompt senden",
  stop: "Antwort anhalten",
  voice: "Sprachmodus starten",
  edit: "Nachricht bearbeiten",
  copy: "Kopieren",
  regenerate: "Neu versuchen",
  cancel: "Abbrechen",
  resend: "Senden",
  you: "Sie:",
  assistant: "Der Assistent:",
  failed: "Das hat nicht geklappt. Die Nachricht wurde nicht gesendet.",
  stopped: "Angehalten.",
  uploading: "wird hochgeladen",
  uploadFailed: "nicht hochgeladen",
  pasted: "Eingefügter Text.txt",
  earlier: "Früher",
  topics: ["Ablauf für den Teamtag", "Produkttext kürzen", "Formel für Nettopreise"],
  notice: "Die Antworten dieser Seite sind erfunden.",
  sample: { de: "Beispiel auf Deutsch", en: "Beispiel auf Englisch" },
};

export const TEXTS: Record<Language, Texts> = { de, en };
