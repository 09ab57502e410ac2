import { createToken } from "#lib/auth/create-token.ts";
import { readOptions, systemContext } from "./context.ts";

/** Prints the token alone, so that a script can take it as it is. */
export async function tokenCreate(words: string[]): Promise<number> {
  const { options } = readOptions(words);
  const ctx = await systemContext(options["workspace"]);
  const { token } = await createToken(ctx, {
    name: options["name"],
    role: options["role"],
    ...(options["scope"] === undefined ? {} : { scope: options["scope"] }),
    ...(options["environment"] === undefined ? {} : { environment: options["environment"] }),
    ...(options["days"] === undefined ? {} : { expiresInDays: Number(options["days"]) }),
  });
  process.stdout.write(`${token}\n`);
  return 0;
}
