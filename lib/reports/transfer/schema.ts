import { z } from "zod";

const Environment = z.enum(["test", "live"]);
const named = { name: z.string(), integration: z.string().nullable(), environment: Environment };
const Json = z.record(z.string(), z.unknown());

/**
 * The file of `interlock export`. It holds what people wrote, never what happened and never a secret: no event, no
 * evidence, no decision of a gate, no member. What a verb of ours takes, that verb checks again at import.
 */
export const WorkspaceFile = z.strictObject({
  format: z.literal("interlock.workspace", "This is not a file of interlock export."),
  version: z.literal(1, "This file was written by a newer Interlock. Import it there."),
  exportedAt: z.string(),
  workspace: z.strictObject({ slug: z.string(), name: z.string(), policies: Json }),
  integrations: z.array(
    z.strictObject({
      slug: z.string(),
      name: z.string(),
      kind: z.string(),
      description: z.string(),
      provider: z.string(),
      pattern: z.string().nullable(),
      systems: z.array(Json),
      flows: z.array(Json),
      owners: z.array(z.strictObject({ email: z.string(), discipline: z.string() })),
      sections: z.array(z.strictObject({ key: z.string(), body: z.string(), fields: Json })),
      errorPolicy: Json,
      decisions: z.array(Json.and(z.object({ topic: z.string(), title: z.string() }))),
    }),
  ),
  credentials: z.array(
    z.strictObject({ ...named, kind: z.string(), username: z.string().nullable(), reference: z.string().nullable() }),
  ),
  connections: z.array(z.strictObject({ ...named, credential: z.string().nullable(), settings: Json })),
  /** `secrets` is empty in every export: write the provider's signing secrets in before the import. */
  sources: z.array(z.strictObject({ ...named, secrets: z.array(z.string()), settings: Json })),
  destinations: z.array(z.strictObject({ ...named, settings: Json })),
  routes: z.array(
    z.strictObject({
      source: z.string(),
      environment: Environment,
      destination: z.string().nullable(),
      action: z.string(),
      eventTypes: z.array(z.string()),
      enabled: z.boolean(),
    }),
  ),
  flags: z.array(
    z.strictObject({
      key: z.string(),
      integration: z.string().nullable(),
      states: z.strictObject({ test: z.boolean(), live: z.boolean() }),
      settings: Json,
    }),
  ),
  channels: z.array(z.strictObject({ name: z.string(), kind: z.string(), settings: Json })),
  rules: z.array(z.strictObject({ name: z.string(), channels: z.array(z.string()), settings: Json })),
});
export type WorkspaceFile = z.output<typeof WorkspaceFile>;

/** One thing of the file and what the import did with it. */
export type Imported = { what: string; name: string; done: "created" | "kept" | "skipped" | "refused"; why: string };
