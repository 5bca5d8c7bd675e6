/** Entry of the page world: takes the browser's functions before the page does. */
import { openDesk } from "./bridge/offer.ts";
import { wrapBeacon } from "./guard/page/beacon.ts";
import { wrapClipboard } from "./guard/page/clipboard.ts";
import { wrapDownload } from "./guard/page/download.ts";
import { wrapFetch } from "./guard/page/fetch.ts";
import { prove } from "./guard/page/proof.ts";
import { Targets } from "./guard/page/reach.ts";
import { wrapSocket } from "./guard/page/socket.ts";
import { wrapStreams } from "./guard/page/streams.ts";
import { wrapXhr } from "./guard/page/xhr.ts";
import { reach } from "./sites/chatgpt-reach.ts";

const desk = openDesk();
const targets = new Targets(reach);
wrapFetch(targets, desk);
wrapXhr(targets, desk);
wrapBeacon(targets, desk);
wrapSocket(targets, desk);
wrapStreams(targets, desk);
wrapClipboard(desk);
wrapDownload(desk);
void prove(desk);
