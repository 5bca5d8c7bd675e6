/** Why something is a finding (docs/spec/engine-api.md), and the texts for it. */
export const reasonCodes = [
  "pattern", "list", "model", "row", "again", "check-passed", "check-failed", "context", "context-against", "column", "person",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  code: ReasonCode;
  /** The entry of the rule that spoke, never a word of the prompt: context, context-against, column. */
  word?: string;
  /** What the model of names gave, 1 to 100: model. */
  score?: number;
}

/** Key of the text for people; $1 in it is the word or the score. */
export function reasonKey(code: ReasonCode): string {
  return `because_${code.replaceAll("-", "_")}`;
}
