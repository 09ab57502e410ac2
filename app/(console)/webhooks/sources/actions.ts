"use server";

import { action } from "#lib/web/action.ts";
import { deleteSource as deleteSourceVerb, updateSource as updateSourceVerb } from "#lib/webhooks/change-source.ts";
import {
  addSourceSecret as addSourceSecretVerb,
  retireSourceSecret as retireSourceSecretVerb,
} from "#lib/webhooks/change-source-secrets.ts";
import { createSource as createSourceVerb } from "#lib/webhooks/create-source.ts";
import { pauseSource as pauseSourceVerb, resumeSource as resumeSourceVerb } from "#lib/webhooks/pause-source.ts";

const LIST = "/webhooks/sources";
const SOURCE = "/webhooks/sources/[id]";

export const createSource = action(createSourceVerb, { revalidate: [LIST], redirectTo: ({ id }) => `${LIST}/${id}` });
export const updateSource = action(updateSourceVerb, { revalidate: [LIST, SOURCE] });
export const deleteSource = action(deleteSourceVerb, { revalidate: [LIST], redirectTo: () => LIST });
export const pauseSource = action(pauseSourceVerb, { revalidate: [LIST, SOURCE] });
export const resumeSource = action(resumeSourceVerb, { revalidate: [LIST, SOURCE] });
export const addSourceSecret = action(addSourceSecretVerb, { revalidate: [SOURCE] });
export const retireSourceSecret = action(retireSourceSecretVerb, { revalidate: [SOURCE] });
