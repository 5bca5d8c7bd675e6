/**
 * Where settings are read: the administrator's managed storage, the company.json
 * that a company build carries beside manifest.json, and the user's own choice
 * for what neither of them sets.
 */
import type { Layer } from "./settings.ts";

export interface Sources {
  managed: () => Promise<Record<string, unknown>>;
  /** The parsed company.json, or undefined when the build has none. */
  company: () => Promise<unknown>;
  own: () => Promise<unknown>;
}

/** Reads all layers, strongest first. A source that fails counts as empty. */
export async function layers(sources: Sources): Promise<Layer[]> {
  const [managed, company, own] = await Promise.all([
    read(sources.managed),
    read(sources.company),
    read(sources.own),
  ]);
  return [
    { origin: "managed", values: managed },
    { origin: "company", values: company },
    { origin: "own", values: own },
  ];
}

async function read(source: () => Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    const value = await source();
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // Firefox rejects when no policy exists
  }
}
