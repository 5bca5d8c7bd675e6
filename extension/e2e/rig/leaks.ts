/**
 * Finds originals in what the vendor received, in whatever form they travelled:
 * plain, in other case or with other separators, percent- or form-encoded,
 * JSON-escaped, as HTML references, base64 (also url-safe, also cut out of a
 * longer text), hexadecimal, UTF-16, compressed. Drafts count: so does the
 * beginning of an original, because a page sends what is typed letter by letter.
 */
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Value } from "../../practice/samples.ts";
import type { Recorded } from "../../practice/server.ts";

export interface Leak {
  /** The original, or the piece of it, that was found. */
  found: string;
  /** Where: method, address, header or body. */
  where: string;
}

/** A beginning of this many characters gives an original away; shorter ones are chance. */
const TELLING = 7;

/** Every original that some request carried. `innocent` is text that may contain beginnings by chance, such as the masked prompt. */
export function leaks(originals: Value[], requests: readonly Recorded[], innocent = ""): Leak[] {
  const needles = needlesOf(originals, flat(innocent));
  const found: Leak[] = [];
  for (const request of requests) {
    for (const [place, readings] of placesOf(request)) {
      for (const needle of needles) {
        if (readings.some((reading) => carries(reading, needle.flat))) found.push({ found: needle.shown, where: `${request.method} ${request.url.slice(0, 120)} (${place})` });
      }
    }
  }
  return found;
}

/**
 * A number that is too short to be telling, such as a postcode, must not go on
 * with digits or a to f: inside identifiers and times it is chance.
 */
function carries(reading: Reading, needle: string): boolean {
  if (needle.length < TELLING && /^\d+$/.test(needle)) return new RegExp(`(?<![0-9a-f])${needle}(?![0-9a-f])`).test(reading.words);
  return reading.flat.includes(needle);
}

/** One text that the bytes of a part may stand for. */
interface Reading {
  /** Letters and digits in one case, with one space for everything between them. */
  words: string;
  /** The same without spaces: separators and spacing do not hide a value. */
  flat: string;
}

/** Readings of each part of a request; kept, because specs ask more than once. */
const known = new WeakMap<Recorded, [string, Reading[]][]>();
/** Most headers are the same on every request. */
const knownHeaders = new Map<string, Reading[]>();

function placesOf(request: Recorded): [string, Reading[]][] {
  let places = known.get(request);
  if (places === undefined) {
    places = [
      ["url", distinct(Buffer.from(request.url))],
      ...Object.entries(request.headers).map(([name, value]): [string, Reading[]] => [`header ${name}`, headerReadings(`${name}: ${value}`)]),
      ["body", distinct(Buffer.from(request.bodyBase64, "base64"))],
    ];
    known.set(request, places);
  }
  return places;
}

function distinct(bytes: Buffer): Reading[] {
  return [...new Set([...readingsOf(bytes)].map(words))].map((text) => ({ words: text, flat: text.replaceAll(" ", "") }));
}

function headerReadings(header: string): Reading[] {
  let readings = knownHeaders.get(header);
  if (readings === undefined) knownHeaders.set(header, (readings = distinct(Buffer.from(header, "latin1"))));
  return readings;
}

/** One line a leak, for an assertion's message. */
export function describe(found: Leak[]): string {
  return found.map((leak) => `  "${leak.found}" in ${leak.where}`).join("\n");
}

interface Needle {
  shown: string;
  flat: string;
}

function needlesOf(originals: Value[], innocent: string): Needle[] {
  const needles = new Map<string, string>();
  for (const { text, parts = [] } of originals) {
    for (const whole of [text, ...parts]) needles.set(flat(whole), whole);
    const begin = flat(text).slice(0, TELLING);
    if (begin.length === TELLING && !innocent.includes(begin)) needles.set(begin, `${text.slice(0, TELLING)}…`);
  }
  return [...needles].map(([key, shown]) => ({ shown, flat: key }));
}

function words(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
}

function flat(text: string): string {
  return words(text).replaceAll(" ", "");
}

/** Every text that the bytes may stand for. */
function* readingsOf(bytes: Buffer, depth = 0): Generator<string> {
  if (bytes.length === 0) return;
  const utf8 = bytes.toString("utf8");
  yield utf8;
  if (bytes.some((byte) => byte > 0x7f)) yield bytes.toString("latin1");
  if (bytes.includes(0)) {
    for (const shift of [0, 1]) {
      const even = Buffer.from(bytes.subarray(shift, bytes.length - ((bytes.length - shift) % 2)));
      yield even.toString("utf16le");
      yield even.swap16().toString("utf16le");
    }
  }
  if (depth >= 3) return;
  const plain = unpack(bytes);
  if (plain !== undefined) yield* readingsOf(plain, depth + 1);
  for (const decoded of decodings(utf8)) if (!decoded.equals(bytes)) yield* readingsOf(decoded, depth + 1);
}

function* decodings(text: string): Generator<Buffer> {
  if (/%[0-9a-f]{2}/i.test(text)) yield percent(text);
  if (/\\u[0-9a-f]{4}|\\["\\/bfnrt]/i.test(text)) yield Buffer.from(unescape(text));
  if (/&(#x?[0-9a-f]+|[a-z]+);/i.test(text)) yield Buffer.from(references(text));
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{10,}={0,2}/g)) {
    // A value inside a longer base64 text begins at any of four offsets.
    for (let cut = 0; cut < 4; cut++) {
      const decoded = Buffer.from(run.slice(cut).replaceAll("-", "+").replaceAll("_", "/"), "base64");
      if (looksLikeText(decoded) || isPacked(decoded)) yield decoded;
    }
    if (/^(?:[0-9a-f]{2})+$/i.test(run)) yield Buffer.from(run, "hex");
  }
}

/** Ordinary words decode to noise; text, also in UTF-16, does not. */
function looksLikeText(bytes: Buffer): boolean {
  let likely = 0;
  for (const byte of bytes) if ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0 || byte >= 0xc2) likely++;
  return likely >= bytes.length * 0.8;
}

function percent(text: string): Buffer {
  const bytes: Buffer[] = [];
  for (const part of text.replaceAll("+", " ").split(/(%[0-9a-f]{2})/i)) bytes.push(/^%[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), "hex") : Buffer.from(part));
  return Buffer.concat(bytes);
}

function unescape(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\[bfnrt]/g, " ").replace(/\\(["\\/])/g, "$1");
}

function references(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", auml: "ä", ouml: "ö", uuml: "ü", szlig: "ß", Auml: "Ä", Ouml: "Ö", Uuml: "Ü" };
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? all;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function isPacked(bytes: Buffer): boolean {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] ?? 0));
}

/** What CompressionStream and friends make; undefined when it is not compressed. */
function unpack(bytes: Buffer): Buffer | undefined {
  const open = !isPacked(bytes) ? (looksLikeText(bytes) ? undefined : inflateRawSync) : bytes[0] === 0x1f ? gunzipSync : inflateSync;
  try {
    return open?.(bytes, { maxOutputLength: 1 << 26 });
  } catch {
    return undefined;
  }
}
