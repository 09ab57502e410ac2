import { z } from "zod";
import { writeAudit } from "#lib/audit/write.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { configHash, loadConnection } from "./_private.ts";
import { type ConnectionTestDto, KEY_MODES, TestLayer, VERDICTS } from "./schema.ts";

/** What `testConnection` observed. No action or route takes this from outside: a verdict is never claimed. */
const RecordTest = z.strictObject({
  connectionId: z.uuid(),
  testedConfig: z.string(),
  verdict: z.enum(VERDICTS),
  nextStep: z.string().max(500),
  layers: z.array(TestLayer).max(8),
  status: z.number().int().nullable(),
  durationMs: z.number().int().nonnegative(),
  tlsExpiresAt: z.date().nullable(),
  credential: z
    .strictObject({ id: z.uuid(), lastFour: z.string(), fingerprint: z.string(), keyMode: z.enum(KEY_MODES) })
    .nullable(),
});

export const recordTest = mutation({
  name: "connection.test",
  permission: "connections:test",
  input: RecordTest,
  async run({ ctx, tx, input }) {
    const row = await loadConnection(tx, ctx, input.connectionId);
    const at = ctx.now();
    const test = await tx.connectionTest.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        connectionId: row.id,
        verdict: input.verdict,
        nextStep: input.nextStep,
        layers: input.layers,
        status: input.status,
        durationMs: input.durationMs,
        tlsExpiresAt: input.tlsExpiresAt,
        credentialFingerprint: input.credential?.fingerprint ?? "",
        actorLabel: ctx.actor.label,
        createdAt: at,
      },
    });
    // A change while the test ran: the history keeps it, the connection is not judged by it.
    if (configHash(row) === input.testedConfig)
      await tx.connection.update({ where: { id: row.id }, data: { lastVerdict: input.verdict, lastTestedAt: at } });
    if (input.credential !== null) {
      const { id, ...hint } = input.credential;
      // A reference shows its hint only once it was read; `rotatedAt` stays, the value is not ours to date.
      await tx.credential.updateMany({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null }, data: hint });
      await writeAudit(tx, ctx, {
        action: "credential.read",
        entityType: "credential",
        entityId: id,
        label: row.credential?.name ?? id,
        integrationId: row.integrationId,
        environment: row.environment,
        reason: `Test of the connection "${row.name}"`,
      });
    }
    await factsChanged(tx, ctx, row.integrationId);
    const value: ConnectionTestDto = {
      id: test.id,
      verdict: input.verdict,
      nextStep: input.nextStep,
      layers: input.layers,
      status: input.status,
      durationMs: input.durationMs,
      tlsExpiresAt: input.tlsExpiresAt?.toISOString() ?? null,
      credentialFingerprint: test.credentialFingerprint,
      actor: test.actorLabel,
      at: at.toISOString(),
    };
    return {
      value,
      audit: {
        entityType: "connection",
        entityId: row.id,
        label: row.name,
        integrationId: row.integrationId,
        environment: row.environment,
        after: { verdict: input.verdict, status: input.status },
      },
    };
  },
});
