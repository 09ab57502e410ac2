import type { DeliveryDto } from "#lib/webhooks/schema.ts";

/** A delivery as a line of a file. */
export const deliveryColumns = {
  id: (row: DeliveryDto) => row.id,
  event_id: (row: DeliveryDto) => row.eventId,
  provider_id: (row: DeliveryDto) => row.externalId,
  type: (row: DeliveryDto) => row.eventType,
  environment: (row: DeliveryDto) => row.environment,
  source: (row: DeliveryDto) => row.sourceName,
  destination: (row: DeliveryDto) => row.destinationName,
  state: (row: DeliveryDto) => row.state,
  why: (row: DeliveryDto) => row.why,
  attempts: (row: DeliveryDto) => row.attemptCount,
  last_status: (row: DeliveryDto) => row.lastStatus,
  last_error: (row: DeliveryDto) => row.lastError,
  created_at: (row: DeliveryDto) => row.createdAt,
  finished_at: (row: DeliveryDto) => row.finishedAt,
};
