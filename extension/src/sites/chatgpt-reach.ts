/** The part of ChatGPT's table that the page-world guard needs, and all of it that it gets. */
import type { Reach } from "./site.ts";

export const reach: Reach = {
  host: "^chatgpt\\.com$",
  // A path with a percent sign may be the API's name in disguise. Layer 1 holds the same paths (manifest/net/text.json).
  path: "^/+(?:backend-[a-z]+(?:/|$)|.*%)",
  files: "^(?:[a-z0-9-]+\\.)*oaiusercontent\\.com$|\\.blob\\.core\\.windows\\.net$",
  sockets: "^(?:[a-z0-9-]+\\.)*(?:chatgpt|openai)\\.com$",
  named: '"conversation_id"\\s*:\\s*"([\\w-]{8,64})"',
};
