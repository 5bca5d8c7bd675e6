import type { Peer } from "./index.js";

export function redactPii(): Peer;
export function compromise(): Peer;
