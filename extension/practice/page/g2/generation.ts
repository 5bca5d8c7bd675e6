/** The rebuilt page (extension.md 3.1, column G2). */
import type { Generation } from "../generation.ts";
import { Composer } from "./composer.tsx";
import { Turns } from "./turns.tsx";

export const g2: Generation = {
  api: "backend-api",
  path: (conversation) => `/c/${conversation}`,
  Composer,
  Turns,
};
