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

/** One rule by itself. */
export function toRegExp({ rule, pattern }: PatternSource): RegExp {
  const { source, fold } = translated(pattern);
  const inside = fold && source.includes("(?-i:");
  return compiled(inside ? `(?i:${source})` : source, fold && !inside ? "i" : "", `rule ${rule}: its pattern`);
}

/** All rules at once: it says where something is, and of overlapping rules only the first. */
export function alternation(patterns: readonly PatternSource[]): RegExp {
  const all = patterns.map(({ pattern }) => {
    const { source, fold } = translated(pattern);
    return fold ? `(?i:${source})` : `(?:${source})`;
  });
  return compiled(all.join("|"), "", "the alternation of all rules");
}

/** RE2 syntax in JavaScript's, without the flag in front. */
function translated(pattern: string): { source: string; fold: boolean } {
  const source = pattern
    .replace(/\\x\{([0-9a-fA-F]+)\}/g, "\\u{$1}")
    .replace(/\\p([A-Z])(?![a-z{])/g, "\\p{$1}")
    .replace(/\\pN/g, "\\p{N}")
    // With the u flag only syntax characters may be escaped.
    .replace(/\\([^\^$\\.*+?()[\]{}|/a-zA-Z0-9-])/g, "$1");
  const fold = source.startsWith("(?i)");
  return { source: escapeDashesOutsideClasses(fold ? source.slice(4) : source), fold };
}

function compiled(source: string, flags: string, what: string): RegExp {
  try {
    return new RegExp(MODIFIERS ? source : withoutModifiers(source), `gu${flags}`);
  } catch {
    throw new Error(`${what} has no JavaScript form; extend bench/patterns.ts`);
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

/** Groups such as (?i:…) came to V8 after the version that Node 20 has. */
const MODIFIERS = (() => {
  try {
    return new RegExp("(?i:a)").test("A");
  } catch {
    return false;
  }
})();

/** Writes out both cases of every letter in (?i:…) groups. */
function withoutModifiers(source: string): string {
  let out = "";
  const folds: boolean[] = [false];
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? "";
    const fold = folds.at(-1) ?? false;
    if (c === "\\") {
      out += c + (source[++i] ?? "");
    } else if (inClass) {
      const range = /^(\p{Ll})-(\p{Ll})/u.exec(source.slice(i));
      if (fold && range) {
        out += range[0] + range[0].toUpperCase();
        i += range[0].length - 1;
      } else out += fold && c !== c.toUpperCase() && c.toUpperCase().length === 1 ? c + c.toUpperCase() : c;
      inClass = c !== "]";
    } else if (c === "[") {
      inClass = true;
      out += c;
    } else if (c === "(") {
      const [group] = /^\(\?(-?)i:/.exec(source.slice(i)) ?? [""];
      folds.push(group === "" ? fold : group === "(?i:");
      out += group === "" ? c : "(?:";
      if (group !== "") i += group.length - 1;
    } else {
      if (c === ")") folds.pop();
      const upper = c.toUpperCase();
      out += fold && c !== upper && upper.length === 1 ? `[${c}${upper}]` : c;
    }
  }
  return out;
}
