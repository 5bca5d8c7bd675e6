/** The closed list of classes, in the order of docs/spec/report.md. */
export const categories = [
  "PERSON",
  "ADDRESS",
  "LOCATION",
  "ORG",
  "EMAIL",
  "PHONE",
  "IBAN",
  "CARD",
  "ID",
  "DOB",
  "DATE",
  "PLATE",
  "IP",
  "URL",
  "SECRET",
] as const;

export type Category = (typeof categories)[number];

/** Found but not masked unless a policy asks for it: alone they identify nobody. */
export const harmless: ReadonlySet<Category> = new Set<Category>(["LOCATION", "ORG", "DATE", "URL"]);

export function isCategory(value: unknown): value is Category {
  return (categories as readonly unknown[]).includes(value);
}
