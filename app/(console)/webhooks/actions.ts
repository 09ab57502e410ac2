"use server";

import { action } from "#lib/web/action.ts";
import { cancelReplay as cancelReplayVerb } from "#lib/webhooks/cancel-replay.ts";
import { deleteSource as deleteSourceVerb, updateSource as updateSourceVerb } from "#lib/webhooks/change-source.ts";
import {
  addSourceSecret as addSourceSecretVerb,
  retireSourceSecret as retireSourceSecretVerb,
} from "#lib/webhooks/change-source-secrets.ts";
import { createDestination as createDestinationVerb } from "#lib/webhooks/create-destination.ts";
import { createSource as createSourceVerb } from "#lib/webhooks/create-source.ts";
import { deleteDestination as deleteDestinationVerb } from "#lib/webhooks/delete-destination.ts";
import { discardDeliveries as discardDeliveriesVerb } from "#lib/webhooks/discard-deliveries.ts";
import { pauseDestination as pauseDestinationVerb } from "#lib/webhooks/pause-destination.ts";
import { pauseSource as pauseSourceVerb, resumeSource as resumeSourceVerb } from "#lib/webhooks/pause-source.ts";
import { previewReplay as previewReplayQuery } from "#lib/webhooks/preview-replay.ts";
import {
  discardQuarantine as discardQuarantineVerb,
  releaseQuarantine as releaseQuarantineVerb,
} from "#lib/webhooks/resolve-quarantine.ts";
import { resumeDestination as resumeDestinationVerb } from "#lib/webhooks/resume-destination.ts";
import { rotateDestinationSecret as rotateDestinationSecretVerb } from "#lib/webhooks/rotate-destination-secret.ts";
import { startReplay as startReplayVerb } from "#lib/webhooks/start-replay.ts";
import { updateDestination as updateDestinationVerb } from "#lib/webhooks/update-destination.ts";
import {
  createRoute as createRouteVerb,
  deleteRoute as deleteRouteVerb,
  updateRoute as updateRouteVerb,
} from "#lib/webhooks/write-route.ts";

const SOURCES = "/webhooks/sources";
const SOURCE = "/webhooks/sources/[id]";
const DESTINATIONS = "/webhooks/destinations";
const DESTINATION = "/webhooks/destinations/[id]";
const DELIVERIES = "/webhooks/deliveries";
const DEAD = "/webhooks/dead-letters";
const QUARANTINE = "/webhooks/quarantine";

export const createSource = action(createSourceVerb, {
  revalidate: [SOURCES],
  redirectTo: ({ id }) => `${SOURCES}/${id}?new=1`,
});
export const updateSource = action(updateSourceVerb, { revalidate: [SOURCES, SOURCE] });
export const deleteSource = action(deleteSourceVerb, { revalidate: [SOURCES], redirectTo: () => SOURCES });
export const pauseSource = action(pauseSourceVerb, { revalidate: [SOURCES, SOURCE] });
export const resumeSource = action(resumeSourceVerb, { revalidate: [SOURCES, SOURCE] });
export const addSourceSecret = action(addSourceSecretVerb, { revalidate: [SOURCE] });
export const retireSourceSecret = action(retireSourceSecretVerb, { revalidate: [SOURCE] });

export const createRoute = action(createRouteVerb, { revalidate: [SOURCE, DESTINATION] });
export const updateRoute = action(updateRouteVerb, { revalidate: [SOURCE, DESTINATION] });
export const deleteRoute = action(deleteRouteVerb, { revalidate: [SOURCE, DESTINATION] });

export const createDestination = action(createDestinationVerb, { revalidate: [DESTINATIONS] });
export const updateDestination = action(updateDestinationVerb, {
  revalidate: [DESTINATIONS, DESTINATION],
});
export const deleteDestination = action(deleteDestinationVerb, {
  revalidate: [DESTINATIONS],
  redirectTo: () => DESTINATIONS,
});
export const pauseDestination = action(pauseDestinationVerb, { revalidate: [DESTINATIONS, DESTINATION] });
export const resumeDestination = action(resumeDestinationVerb, { revalidate: [DESTINATIONS, DESTINATION] });
export const rotateDestinationSecret = action(rotateDestinationSecretVerb, { revalidate: [DESTINATION] });

export const previewReplay = action(previewReplayQuery);
export const startReplay = action(startReplayVerb, { revalidate: [DEAD, DELIVERIES] });
export const cancelReplay = action(cancelReplayVerb, { revalidate: [DEAD, DELIVERIES] });
export const discardDeliveries = action(discardDeliveriesVerb, { revalidate: [DEAD, DELIVERIES] });

export const releaseQuarantine = action(releaseQuarantineVerb, { revalidate: [QUARANTINE] });
export const discardQuarantine = action(discardQuarantineVerb, { revalidate: [QUARANTINE] });
