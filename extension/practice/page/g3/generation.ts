/** The signed-out pages (extension.md 3.1, column G3): Lexical on desktops, a plain textarea on telephones. */
import type { Generation } from "../generation.ts";
import { LexicalComposer, PlainComposer } from "./composer.tsx";
import { Turns } from "./turns.tsx";

const signedOut = { api: "backend-anon", path: (conversation: string) => `/uc/${conversation}`, Turns } as const;

export const lexical: Generation = { ...signedOut, Composer: LexicalComposer };
export const plain: Generation = { ...signedOut, Composer: PlainComposer };
