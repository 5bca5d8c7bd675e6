/** The leak detector must see every encoding, and nothing where nothing is. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { Value } from "../../practice/samples.ts";
import type { Recorded } from "../../practice/server.ts";
import { leaks } from "./leaks.ts";

const values: Value[] = [
  { text: "Jürgen Größ-Weiß", category: "PERSON", parts: ["Größ-Weiß"] },
  { text: "DE24 7015 0000 0094 6173 20", category: "IBAN" },
];

function request(part: { url?: string; headers?: Record<string, string>; body?: string | Buffer }): Recorded {
  const body = Buffer.from(part.body ?? "");
  return { at: "", method: "POST", url: part.url ?? "https://chatgpt.com/x", headers: part.headers ?? {}, body: body.toString(), bodyBase64: body.toString("base64") };
}

const text = "An Jürgen Größ-Weiß wegen DE24 7015 0000 0094 6173 20, danke";
const escaped = [...JSON.stringify({ text })].map((c) => (c.charCodeAt(0) > 126 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c)).join("");
const both: Record<string, Recorded> = {
  "plain JSON": request({ body: JSON.stringify({ text }) }),
  "JSON with every letter escaped": request({ body: escaped }),
  "JSON inside JSON": request({ body: JSON.stringify({ inner: escaped }) }),
  "percent-encoded query": request({ url: `https://chatgpt.com/?q=${encodeURIComponent(text)}` }),
  "form encoding": request({ body: new URLSearchParams({ text }).toString() }),
  "percent-encoded twice": request({ url: `https://chatgpt.com/?q=${encodeURIComponent(encodeURIComponent(text))}` }),
  "base64": request({ body: Buffer.from(text).toString("base64") }),
  "base64 inside JSON": request({ body: JSON.stringify({ data: Buffer.from(text).toString("base64") }) }),
  "url-safe base64 in a query": request({ url: `https://chatgpt.com/?d=${Buffer.from(text).toString("base64url")}` }),
  "base64 glued to other letters": request({ body: `abc${Buffer.from(text).toString("base64")}` }),
  "base64 of UTF-16": request({ body: Buffer.from(text, "utf16le").toString("base64") }),
  "hexadecimal": request({ body: Buffer.from(text).toString("hex") }),
  "UTF-16 little endian": request({ body: Buffer.from(text, "utf16le") }),
  "UTF-16 big endian": request({ body: Buffer.from(text, "utf16le").swap16() }),
  "UTF-16 at an odd offset": request({ body: Buffer.concat([Buffer.from("x"), Buffer.from(text, "utf16le")]) }),
  "gzip": request({ body: gzipSync(text) }),
  "deflate": request({ body: deflateSync(text) }),
  "raw deflate": request({ body: deflateRawSync(text) }),
  "gzip in base64": request({ body: JSON.stringify({ data: gzipSync(text).toString("base64") }) }),
  "HTML references": request({ body: text.replace("ü", "&uuml;").replaceAll("ö", "&#246;").replaceAll("ß", "&#xdf;") }),
  "a header": request({ headers: { "x-note": encodeURIComponent(text) } }),
  "decomposed letters": request({ body: text.normalize("NFD") }),
  "capitals": request({ body: text.toUpperCase().replaceAll("SS", "ß") }),
  "no spaces": request({ body: text.replaceAll(" ", "") }),
  "multipart": request({ body: `--b\r\ncontent-disposition: form-data; name="x"\r\n\r\n${text}\r\n--b--` }),
};

describe("leaks", () => {
  for (const [name, sent] of Object.entries(both)) {
    it(`sees both originals in ${name}`, () => {
      const found = new Set(leaks(values, [sent]).map((leak) => leak.found));
      assert.ok(found.has("Jürgen Größ-Weiß") || found.has("Größ-Weiß"), "person");
      assert.ok(found.has("DE24 7015 0000 0094 6173 20"), "iban");
    });
  }
  it("sees the beginning of an original in a draft", () => {
    assert.equal(leaks(values, [request({ body: '{"input_text":"Konto DE24 701"}' })]).length, 1);
  });
  it("takes no notice of placeholders and other text", () => {
    assert.deepEqual(leaks(values, [request({ body: JSON.stringify({ text: "An [PERSON_1] wegen [IBAN_1], danke" }), url: "https://chatgpt.com/c/0f9d2f61-7015-0000-8046-173200000000" })]), []);
  });
  it("sees a short number where it stands by itself, not inside an identifier or a time", () => {
    const place: Value[] = [{ text: "Amselgasse 27, 04109 Leipzig", category: "ADDRESS", parts: ["04109"] }];
    const found = (body: string): string[] => leaks(place, [request({ body })]).map((leak) => leak.found);
    for (const sent of ["nach 04109 Leipzig", "27,04109Leipzig", "plz04109", '{"text":"27,\\n04109\\nLeipzig"}', "plz=04109&x=1", "%2004109%20", Buffer.from("nach 04109 Leipzig").toString("base64")]) assert.deepEqual(found(sent), ["04109"], sent);
    for (const sent of ["d8142e96-0410-9814-a509-858693c14448", "1764604109358", "d80410986e96"]) assert.deepEqual(found(sent), [], sent);
  });
});
