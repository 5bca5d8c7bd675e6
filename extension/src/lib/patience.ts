/**
 * How long a question waits without a sign of life before it counts as refused, in
 * milliseconds. The last of them are a wait of their own: a page that stood still, or
 * a computer that slept, hears what was said meanwhile before it gives up.
 */
export const PATIENCE = 4_000;
export const LAST = 1_000;
