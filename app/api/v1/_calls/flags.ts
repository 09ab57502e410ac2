import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { archiveFlag } from "#lib/flags/archive-flag.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { getFlag, listFlags } from "#lib/flags/queries.ts";
import { DefineFlag, SetFlagState, UpdateFlag } from "#lib/flags/schema.ts";
import { setFlagState } from "#lib/flags/set-flag-state.ts";
import { updateFlag } from "#lib/flags/update-flag.ts";
import { FLAG_TYPES } from "#lib/flags/words.ts";
import { call } from "./define.ts";
import { Any, allOf, whole } from "./shapes.ts";

const Address = z.strictObject({ key: z.string() });
const Flag = z.looseObject({ key: z.string() });
const Filter = z.strictObject({
  type: z.enum(FLAG_TYPES).optional(),
  integration: z.string().optional(),
  text: z.string().optional(),
  archived: z.stringbool().optional(),
});

export const list = call({
  doc: {
    method: "GET",
    path: "/flags",
    summary: "List flags with their state in both environments",
    input: Filter,
    output: allOf(Flag),
  },
  run: async (ctx, input) => {
    const { type, integration, text, archived } = parseInput(Filter, input);
    return whole(
      await listFlags(ctx, {
        ...(type === undefined ? {} : { type }),
        ...(integration === undefined ? {} : { integration }),
        ...(text === undefined ? {} : { text }),
        ...(archived === undefined ? {} : { archived }),
      }),
    );
  },
});

export const define = call({
  doc: {
    method: "POST",
    path: "/flags",
    summary: "Define a flag; a kill switch names its integration",
    input: DefineFlag,
    output: Flag,
  },
  run: defineFlag,
});

export const get = call({
  doc: { method: "GET", path: "/flags/{key}", summary: "Read one flag", output: Flag },
  run: (ctx, input) => getFlag(ctx, parseInput(Address, input).key),
});

export const update = call({
  doc: {
    method: "PATCH",
    path: "/flags/{key}",
    summary: "Change description, owner, integration or fallback",
    input: UpdateFlag,
    output: Any,
  },
  run: updateFlag,
});

export const archive = call({
  doc: { method: "DELETE", path: "/flags/{key}", summary: "Archive a flag", output: Any },
  run: archiveFlag,
});

export const flip = call({
  doc: {
    method: "POST",
    path: "/flags/{key}/environments/{environment}",
    summary: "Switch a flag in one environment; a kill switch that is off stops deliveries",
    input: SetFlagState,
    output: z.looseObject({ key: z.string(), environment: z.string(), enabled: z.boolean() }),
  },
  status: 200,
  run: setFlagState,
});
