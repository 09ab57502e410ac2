import { AppError } from "#lib/core/errors.ts";

/** For drawers: what cannot be found is said beside the list instead of taking the list away. */
export async function lookUp<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
}
