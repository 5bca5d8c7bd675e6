/** What a demonstration tells: addresses, and the way into one's own browser. */
import type { Practice } from "../practice/server.ts";
import type { Ready } from "./setup.ts";

export interface Shown extends Ready {
  practice: Practice;
  log: string;
  pictures: string;
  /** A path as people in the project folder would write it. */
  inProject(path: string): string;
}

export function whereToLook({ server, practice, extensions, log, inProject }: Shown): string {
  return `Practice page   https://chatgpt.com in the window of this demo (port ${practice.port} here, not the real ChatGPT)
Dashboard       ${server.dashboard}
Received        ${log}

In your own browser, with the real ChatGPT, while the server runs:
  Chrome, Edge, Chromium   chrome://extensions, developer mode on, "Load unpacked": ${inProject(extensions.chromium)}
  Firefox                  about:debugging#/runtime/this-firefox, "Load Temporary Add-on": ${inProject(extensions.firefox)}/manifest.json
  The server alone         bin/deckname serve`;
}
