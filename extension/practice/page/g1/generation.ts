/** The classic page (extension.md 3.1, column G1). */
import type { Generation } from "../generation.ts";
import { Composer } from "./composer.tsx";
import { Turns } from "./turns.tsx";

export const g1: Generation = {
  api: "backend-api",
  path: (conversation) => `/c/${conversation}`,
  Composer,
  Turns,
};
