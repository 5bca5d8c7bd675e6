/** Look of everything we show inside the page. */
export const STAGE_CSS = `
:host { all: initial; position: fixed; inset: auto; width: 0; height: 0; z-index: 2147483646; color-scheme: inherit; }
* { box-sizing: border-box; }
.pill, .card { all: initial; box-sizing: border-box; color-scheme: inherit; /* nothing that the page sets on the host */
  --ground: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --accent: #0b6e63; --accent-ink: #fff; --alarm: #b42318;
  --ground: light-dark(#fff, #22252a); --ink: light-dark(#1b1f24, #eceff2); --soft: light-dark(#57606a, #a5adb7);
  --line: light-dark(#d0d7de, #454b54); --accent: light-dark(#0b6e63, #4cc2b3); --accent-ink: light-dark(#fff, #0d1f1d);
  --alarm: light-dark(#b42318, #ff8a80);
  font: 400 14px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); border: 1px solid var(--line);
}
.bar { position: fixed; display: flex; flex-flow: row wrap-reverse; justify-content: flex-end; gap: 6px; max-width: calc(100vw - 16px); pointer-events: none; }
.toggle { order: -1; }
.pill { pointer-events: auto; display: inline-flex; align-items: center; gap: 6px; padding: 3px 10px; border-radius: 999px;
  font-size: 12px; line-height: 18px; cursor: pointer; box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
.pill::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--accent); }
.pill[data-tone="kept"]::before, .pill[data-tone="waiting"]::before { background: var(--soft); }
.pill[aria-expanded="true"] { border-color: var(--accent); }
.pill[data-tone="warn"]::before { background: #d98a00; }
.pill[data-tone="stop"]::before { background: var(--alarm); }
.pill[hidden], .card[hidden] { display: none; }
.card { position: fixed; inset: auto; margin: 0; width: min(480px, calc(100vw - 32px)); max-height: min(70vh, 560px); overflow: hidden;
  display: flex; flex-direction: column; padding: 16px 18px; border-radius: 14px; box-shadow: 0 8px 30px rgb(0 0 0 / .22); }
.card[data-tone="stop"] { border-inline-start: 4px solid var(--alarm); }
h2 { margin: 0 0 6px; font-size: 15px; font-weight: 600; }
p { margin: 0 0 10px; color: var(--soft); }
h2, p, .row { flex: none; }
ul { list-style: none; margin: 0 0 12px; padding: 0; flex: 0 1 auto; min-height: 72px; overflow: auto; }
li { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 6px 0; border-top: 1px solid var(--line); }
li b { font-weight: 500; overflow-wrap: anywhere; }
li code { font: 12px/1.6 ui-monospace, monospace; color: var(--accent); }
li small { grid-column: 1 / -1; font-size: 12px; color: var(--soft); overflow-wrap: anywhere; }
.choices { grid-column: 1 / -1; margin-top: 2px; justify-content: space-between; font-size: 12px; color: var(--soft); }
.choices, .choices > span { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 6px; }
.choice { padding: 3px 8px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: var(--ink); font-size: 12px; cursor: pointer; }
.choice:hover { border-color: var(--accent); }
.text { flex: 0 1 auto; min-height: 72px; margin: 0 0 12px; padding: 8px 0; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-block: 1px solid var(--line); }
/* A shade at the edge behind which there is more. */
ul, .text { scrollbar-width: thin; background: linear-gradient(var(--ground) 50%, transparent) top / 100% 24px no-repeat local,
  linear-gradient(transparent, var(--ground) 50%) bottom / 100% 24px no-repeat local, linear-gradient(var(--line), transparent) top / 100% 12px no-repeat,
  linear-gradient(transparent, var(--line)) bottom / 100% 12px no-repeat; }
.held { user-select: none; }
mark { color: inherit; background: rgb(45 170 158 / .16); text-decoration: underline dotted 2px rgb(45 170 158); }
.row { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
button { font: inherit; color: inherit; }
.row button { padding: 6px 14px; border-radius: 999px; border: 1px solid var(--line); background: transparent; cursor: pointer; }
.row button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.spoken { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { .card { animation: rise .14s ease-out; } @keyframes rise { from { opacity: 0; translate: 0 6px; } } }
@media (forced-colors: active) { .pill, .card { border: 1px solid CanvasText; } .pill::before { forced-color-adjust: none; } .row button, .choice { border-color: ButtonText; } }
`;
