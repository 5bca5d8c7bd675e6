/** A part of an address without its percent signs; what does not decode stays as it is, and is looked at so. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
