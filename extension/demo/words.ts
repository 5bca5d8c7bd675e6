/** What a demonstration tells: addresses, and the way into one's own browser. */
import type { Practice } from "../practice/server.ts";
import type { Ready } from "./setup.ts";

export interface Shown extends Ready {
  practice: Practice;
  log: string;
  pictures: string;
  /** What `deckname serve` must be told to be the server of this demo; empty for its own choices. */
  options: string;
  /** A path as people in the project folder would write it. */
  inProject(path: string): string;
}

/** While everything runs. */
export function whereToLook(shown: Shown): string {
  const { server, practice, log } = shown;
  return `Practice page   https://chatgpt.com in the window of this demo (port ${practice.port} here, not the real ChatGPT)
Dashboard       ${server.dashboard}
Received        ${log}

${inYourBrowser(shown)}`;
}

/** When the server has been stopped: no address of it leads anywhere. */
export function whereToLookLater(shown: Shown): string {
  return `Dashboard       start the server with  bin/deckname serve${shown.options} ; it prints a link that opens the dashboard
Received        ${shown.log}

${inYourBrowser(shown)}`;
}

function inYourBrowser({ extensions, inProject, options }: Shown): string {
  return `In your own browser, with the real ChatGPT, while the server runs:
  Chrome, Edge, Chromium   chrome://extensions, developer mode on, "Load unpacked": ${inProject(extensions.chromium)}
  Firefox                  about:debugging#/runtime/this-firefox, "Load Temporary Add-on": ${inProject(extensions.firefox)}/manifest.json
  The server alone         bin/deckname serve${options}`;
}
