/** Findings that consist of nothing but stretches which are known already. */

export interface Span {
  start: number;
  length: number;
}

/**
 * Whether letters or digits of a finding are left beside these stretches. Both are
 * sorted, and findings have to be asked about in their order.
 */
export function covering(text: string, known: readonly Span[]): (found: Span) => boolean {
  let from = 0;
  return ({ start, length }) => {
    const end = start + length;
    while (from < known.length && ended(known[from]) <= start) from++;
    let rest = "";
    let at = start;
    for (let i = from; i < known.length; i++) {
      const span = known[i];
      if (!span || span.start >= end) break;
      rest += text.slice(at, Math.max(at, span.start));
      at = ended(span);
    }
    return at > start && !/[\p{L}\p{N}]/u.test(rest + text.slice(at, Math.max(at, end)));
  };
}

function ended(span: Span | undefined): number {
  return span ? span.start + span.length : Infinity;
}
