"use server";

import { archiveFlag as archiveFlagVerb } from "#lib/flags/archive-flag.ts";
import { defineFlag as defineFlagVerb } from "#lib/flags/define-flag.ts";
import { setFlagState as setFlagStateVerb } from "#lib/flags/set-flag-state.ts";
import { updateFlag as updateFlagVerb } from "#lib/flags/update-flag.ts";
import { action } from "#lib/web/action.ts";

const LIST = "/flags";
const FLAG = "/flags/[key]";

export const defineFlag = action(defineFlagVerb, { revalidate: [LIST], redirectTo: ({ key }) => `${LIST}/${key}` });
export const updateFlag = action(updateFlagVerb, {
  revalidate: [LIST, FLAG],
  redirectTo: ({ key }) => `${LIST}/${key}`,
});
export const archiveFlag = action(archiveFlagVerb, { revalidate: [LIST, FLAG] });
export const setFlagState = action(setFlagStateVerb, { revalidate: [LIST, FLAG] });
