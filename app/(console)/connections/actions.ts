"use server";

import { createConnection as createConnectionVerb } from "#lib/connections/create-connection.ts";
import { createCredential as createCredentialVerb } from "#lib/connections/create-credential.ts";
import { deleteConnection as deleteConnectionVerb } from "#lib/connections/delete-connection.ts";
import { deleteCredential as deleteCredentialVerb } from "#lib/connections/delete-credential.ts";
import { rotateCredential as rotateCredentialVerb } from "#lib/connections/rotate-credential.ts";
import { testConnection as testConnectionVerb } from "#lib/connections/test-connection.ts";
import { updateConnection as updateConnectionVerb } from "#lib/connections/update-connection.ts";
import { action } from "#lib/web/action.ts";

const LIST = "/connections";
const CONNECTION = "/connections/[id]";
const CREDENTIALS = "/connections/credentials";
const CREDENTIAL = "/connections/credentials/[id]";

export const createConnection = action(createConnectionVerb, {
  revalidate: [LIST],
  redirectTo: ({ id }) => `${LIST}/${id}`,
});
export const updateConnection = action(updateConnectionVerb, {
  revalidate: [LIST, CONNECTION],
  redirectTo: ({ id }) => `${LIST}/${id}`,
});
export const deleteConnection = action(deleteConnectionVerb, { revalidate: [LIST], redirectTo: () => LIST });
export const testConnection = action(testConnectionVerb, { revalidate: [LIST, CONNECTION] });
export const createCredential = action(createCredentialVerb, {
  revalidate: [CREDENTIALS],
  redirectTo: ({ id }) => `${CREDENTIALS}/${id}`,
});
export const rotateCredential = action(rotateCredentialVerb, { revalidate: [CREDENTIALS, CREDENTIAL, CONNECTION] });
export const deleteCredential = action(deleteCredentialVerb, {
  revalidate: [CREDENTIALS],
  redirectTo: () => CREDENTIALS,
});
