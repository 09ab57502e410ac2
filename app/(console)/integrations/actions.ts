"use server";

import { startIntegration } from "#lib/gates/start-integration.ts";
import { action } from "#lib/web/action.ts";

export const startIntegrationAction = action(startIntegration, {
  revalidate: ["/", "/integrations", "/gates"],
  redirectTo: ({ slug }) => `/integrations/${slug}`,
});
