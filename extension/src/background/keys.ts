/** Keys that can be used but not read: made once, lost with the profile. */
import type { Database } from "./database.ts";

const KINDS = {
  /** Encrypts the tables of all conversations. */
  tables: { algorithm: { name: "AES-GCM", length: 256 }, uses: ["encrypt", "decrypt"] },
  /** Hashes values that the user excepted. */
  waivers: { algorithm: { name: "HMAC", hash: "SHA-256" }, uses: ["sign"] },
} as const satisfies Record<string, { algorithm: AesKeyGenParams | HmacKeyGenParams; uses: KeyUsage[] }>;

export function keyOf(database: Database, name: keyof typeof KINDS): () => Promise<CryptoKey> {
  let key: Promise<CryptoKey> | undefined;
  const make = async (): Promise<CryptoKey> => {
    const kept = await database.get("keys", name);
    if (kept instanceof CryptoKey) return kept;
    const { algorithm, uses } = KINDS[name];
    const fresh = (await crypto.subtle.generateKey(algorithm, false, uses)) as CryptoKey;
    await database.put("keys", name, fresh);
    return fresh;
  };
  return () => {
    key ??= make().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
}
