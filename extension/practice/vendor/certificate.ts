/**
 * The certificate of the practice vendor. Made anew at each start, kept in
 * memory only: nobody can be tricked into trusting it.
 */
import { generate } from "selfsigned";

/** Names that the practice page answers to, as the real page's hosts are called. */
export const HOSTS = ["chatgpt.com", "*.chatgpt.com", "*.oaiusercontent.com", "localhost"];

export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: "commonName", value: "chatgpt.com" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: HOSTS.map((value) => ({ type: 2, value })) },
    ],
  });
  return { key: made.private, cert: made.cert };
}
