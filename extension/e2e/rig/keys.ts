/** Key names of chords as WebDriver code points. */
const SPECIAL: Record<string, string> = {
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Backspace: "\uE003",
  Tab: "\uE004",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  End: "\uE010",
  Home: "\uE011",
  Delete: "\uE017",
};

export interface KeyAction {
  type: "keyDown" | "keyUp";
  value: string;
}

/** "Control+Shift+z": all down in order, all up in reverse. */
export function chordActions(chord: string): KeyAction[] {
  const keys = chord.split("+").map((key) => SPECIAL[key] ?? key);
  return [...keys.map((value) => ({ type: "keyDown" as const, value })), ...keys.reverse().map((value) => ({ type: "keyUp" as const, value }))];
}

/** One press per character; a line break is Shift+Enter. */
export function textActions(text: string): KeyAction[] {
  return [...text].flatMap((character) => (character === "\n" ? chordActions("Shift+Enter") : [{ type: "keyDown" as const, value: character }, { type: "keyUp" as const, value: character }]));
}
