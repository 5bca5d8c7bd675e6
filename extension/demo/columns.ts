/** Texts side by side in a terminal, the given stretches marked. */

export interface Column {
  title: string;
  text: string;
  /** Stretches to mark, where the terminal can show it. */
  marked: string[];
  /** SGR code of the mark. */
  colour: number;
}

const GAP = " │ ";

export function columns(all: Column[], width: number, colours: boolean): string {
  const each = Math.max(24, Math.floor((width - GAP.length * (all.length - 1)) / all.length));
  const blocks = all.map((column) => [column.title.toUpperCase(), "", ...wrap(column.text, each)]);
  const height = Math.max(...blocks.map((lines) => lines.length));
  const rows: string[] = [];
  for (let row = 0; row < height; row++) {
    const cells = blocks.map((lines, i) => {
      const line = lines[row] ?? "";
      const shown = colours && row > 0 ? mark(line, all[i]!) : line;
      return shown + " ".repeat(each - [...line].length);
    });
    rows.push(cells.join(GAP).trimEnd());
  }
  return rows.join("\n");
}

/** Breaks at spaces; what is longer than a line is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ").flatMap((w) => cut(w, width))) {
      if (line !== "" && [...line].length + 1 + [...word].length > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

function cut(word: string, width: number): string[] {
  const units = [...word];
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at < units.length; at += width) pieces.push(units.slice(at, at + width).join(""));
  return pieces;
}

/** A stretch may have been broken over lines, so its words are marked one by one. */
function mark(line: string, { marked, colour }: Column): string {
  const words = [...new Set(marked.flatMap((m) => m.split(" ")).filter((w) => w.length > 1))].sort((a, b) => b.length - a.length);
  if (words.length === 0) return line;
  const pattern = new RegExp(words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
  return line.replace(pattern, (found) => `\u001b[${colour}m${found}\u001b[0m`);
}
