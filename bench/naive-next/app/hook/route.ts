import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { newId } from "../../../../lib/core/id.ts";
import { PrismaClient } from "../../../../lib/db/generated/client.ts";

/** What most teams write first: one route handler that verifies and inserts one row. */
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
const secret = process.env["BENCH_SECRET"] ?? "";
const sourceId = process.env["BENCH_SOURCE"] ?? "";
const workspaceId = process.env["BENCH_WORKSPACE"] ?? "";

export async function POST(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const header = request.headers.get("stripe-signature") ?? "";
  const [, time = "", given = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  if (given.length !== 64 || !timingSafeEqual(Buffer.from(given, "hex"), expected))
    return new Response(null, { status: 401 });
  const event: { id: string; type: string } = JSON.parse(body.toString());
  const row = await prisma.event.create({
    data: {
      id: newId(),
      workspaceId,
      sourceId,
      environment: "test",
      externalId: event.id,
      type: event.type,
      contentType: request.headers.get("content-type"),
      headers: new TextEncoder().encode(JSON.stringify([...request.headers])),
      body: Uint8Array.from(body),
      bodySha: Uint8Array.from(createHash("sha256").update(body).digest()),
      isUtf8: true,
      traceId: randomUUID().replaceAll("-", ""),
      receivedAt: new Date(),
    },
  });
  return Response.json({ id: row.id }, { status: 202 });
}
