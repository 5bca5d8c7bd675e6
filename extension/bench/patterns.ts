/**
 * The rules' RE2 patterns as JavaScript regular expressions, for the comparison
 * in the benchmark. RE2 writes a few things differently; what cannot be
 * translated stops the benchmark, so that both sides always run the same rules.
 */
export interface PatternSource {
  rule: string;
  /** RE2 syntax, as in the rule file. */
  pattern: string;
}

export function toRegExp({ rule, pattern }: PatternSource): RegExp {
  let source = pattern
    .replace(/\\x\{([0-9a-fA-F]+)\}/g, "\\u{$1}")
    .replace(/\\p([A-Z])(?![a-z{])/g, "\\p{$1}")
    .replace(/\\pN/g, "\\p{N}");
  let flags = "gu";
  const lead = /^\(\?([ims]+)\)/.exec(source);
  if (lead?.[1]) {
    source = source.slice(lead[0].length);
    flags += lead[1];
  }
  // With the u flag only syntax characters may be escaped.
  source = source.replace(/\\([^\^$\\.*+?()[\]{}|/a-zA-Z0-9-])/g, "$1");
  source = escapeDashesOutsideClasses(source);
  try {
    return new RegExp(source, flags);
  } catch {
    throw new Error(`rule ${rule}: its pattern has no JavaScript form; extend bench/patterns.ts`);
  }
}

/** `\-` is an error outside a class under the u flag. */
function escapeDashesOutsideClasses(source: string): string {
  let inClass = false;
  let out = "";
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? "";
    if (c === "\\") {
      const next = source[i + 1] ?? "";
      out += next === "-" && !inClass ? "-" : c + next;
      i++;
      continue;
    }
    if (c === "[") inClass = true;
    else if (c === "]") inClass = false;
    out += c;
  }
  return out;
}
