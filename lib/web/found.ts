import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "#lib/core/errors.ts";

/** For pages of one object: `await found(getX(ctx, id))` shows the not-found page for what a query cannot find. */
export async function found<T>(looking: Promise<T>): Promise<T> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") notFound();
    throw error;
  }
}
