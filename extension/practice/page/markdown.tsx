/**
 * The small part of Markdown that answers use, as React elements. Text nodes are
 * cut where a highlighter would cut them, so that a placeholder in a code block
 * spans several elements.
 */
import type { ReactNode } from "react";

export function Markdown({ text }: { text: string }): ReactNode {
  return blocks(text).map((block, i) => <Block key={i} {...block} />);
}

type BlockProps =
  | { kind: "paragraph" | "heading" | "quote" | "code"; lines: string[] }
  | { kind: "list"; lines: string[]; ordered: boolean }
  | { kind: "table"; lines: string[] };

function Block(block: BlockProps): ReactNode {
  switch (block.kind) {
    case "heading":
      return <h3>{inline(block.lines[0]!.replace(/^#+\s*/, ""))}</h3>;
    case "quote": {
      const inner = block.lines.map((line) => line.replace(/^>\s?/, "")).join("\n");
      return (
        <blockquote>
          <Markdown text={inner} />
        </blockquote>
      );
    }
    case "code":
      return (
        <pre>
          <code>{highlight(block.lines.join("\n"))}</code>
        </pre>
      );
    case "list": {
      const items = block.lines.map((line, i) => <li key={i}>{inline(line.replace(/^(?:-|\d+\.)\s+/, ""))}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table": {
      const rows = block.lines.filter((line) => !/^\|[\s|:-]*$/.test(line)).map((line) => line.split("|").slice(1).filter((cell, i, all) => i < all.length - 1 || cell.trim() !== ""));
      const [head, ...body] = rows;
      return (
        <table>
          <thead>
            <tr>{head?.map((cell, i) => <th key={i}>{inline(cell.trim())}</th>)}</tr>
          </thead>
          <tbody>
            {body.map((row, r) => (
              <tr key={r}>
                {row.map((cell, i) => (
                  <td key={i}>{inline(cell.trim())}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case "paragraph":
      return <p>{block.lines.flatMap((line, i) => (i === 0 ? inline(line) : [<br key={`b${i}`} />, ...inline(line, i)]))}</p>;
  }
}

function kindOf(line: string): BlockProps["kind"] {
  if (/^#{1,4}\s/.test(line)) return "heading";
  if (line.startsWith(">")) return "quote";
  if (/^(?:-|\d+\.)\s/.test(line)) return "list";
  if (line.startsWith("|")) return "table";
  return "paragraph";
}

function blocks(text: string): BlockProps[] {
  const found: BlockProps[] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "") continue;
    if (line.startsWith("```")) {
      const code: string[] = [];
      while (++i < lines.length && !lines[i]!.startsWith("```")) code.push(lines[i]!);
      found.push({ kind: "code", lines: code });
      continue;
    }
    const kind = kindOf(line);
    const own = [line];
    while (kind !== "heading" && i + 1 < lines.length && lines[i + 1]!.trim() !== "" && kindOf(lines[i + 1]!) === kind) own.push(lines[++i]!);
    found.push(kind === "list" ? { kind, lines: own, ordered: /^\d/.test(line) } : ({ kind, lines: own } as BlockProps));
  }
  return found;
}

function inline(text: string, line = 0): ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part, i) => {
    const key = `${line}.${i}`;
    if (part.startsWith("**") && part.endsWith("**") && part.length > 4) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith("`") && part.endsWith("`") && part.length > 2) return <code key={key}>{part.slice(1, -1)}</code>;
    return part;
  });
}

function highlight(code: string): ReactNode[] {
  return code.split(/([{}[\]",:])/).filter((part) => part !== "").map((part, i) => (
    <span key={i} className={/^[{}[\]",:]$/.test(part) ? "mark" : "word"}>
      {part}
    </span>
  ));
}
