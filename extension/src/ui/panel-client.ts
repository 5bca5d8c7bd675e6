/** The popup's and the options page's way to the background. */
import { alive, connect } from "../lib/ext.ts";
import type { PanelRequests } from "../lib/messages.ts";
import { Client, PANEL } from "../lib/port.ts";

/** The first question may have to wake the background and start the engine. */
export const panel = new Client<PanelRequests>({ open: () => connect(PANEL), alive });

/** A check for new rules may take as long as the network does. */
export const patientPanel = new Client<PanelRequests>({ open: () => connect(PANEL), alive, wait: 125_000 });
