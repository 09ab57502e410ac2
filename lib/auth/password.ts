import { hash, verify } from "@node-rs/argon2";

/** OWASP's argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

let nobody: Promise<string> | undefined;

/** Takes the same time when there is no such user or no password: then it compares with one that nobody has. */
export async function checkPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword("nobody has this password");
  const matches = await verify(kept ?? (await nobody), password.normalize("NFC"));
  return matches && typeof kept === "string";
}
