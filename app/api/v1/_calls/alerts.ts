import { z } from "zod";
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { createChannel } from "#lib/alerts/create-channel.ts";
import { createRule } from "#lib/alerts/create-rule.ts";
import { deleteChannel } from "#lib/alerts/delete-channel.ts";
import { deleteRule } from "#lib/alerts/delete-rule.ts";
import { getAlert, getRule, listAlerts, listChannels, listRules } from "#lib/alerts/queries.ts";
import { AcknowledgeAlert, CreateChannel, CreateRule, UpdateRule } from "#lib/alerts/schema.ts";
import { testChannel } from "#lib/alerts/test-channel.ts";
import { updateRule } from "#lib/alerts/update-rule.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { call } from "./define.ts";
import { Any, allOf, Created, whole } from "./shapes.ts";

const Address = z.strictObject({ id: z.uuid() });
const Alert = z.looseObject({ id: z.uuid(), state: z.string(), severity: z.string(), summary: z.string() });

export const list = call({
  doc: { method: "GET", path: "/alerts", summary: "List alerts, what fires first", output: allOf(Alert) },
  run: async (ctx) => whole(await listAlerts(ctx)),
});

export const get = call({
  doc: {
    method: "GET",
    path: "/alerts/{id}",
    summary: "Read one alert with its transitions and notifications",
    output: Any,
  },
  run: (ctx, input) => getAlert(ctx, parseInput(Address, input).id),
});

export const acknowledge = call({
  doc: {
    method: "POST",
    path: "/alerts/{id}/acknowledge",
    summary: "Say that somebody is on it",
    input: AcknowledgeAlert,
    output: Any,
  },
  status: 200,
  run: acknowledgeAlert,
});

export const rules = call({
  doc: { method: "GET", path: "/alert-rules", summary: "List alert rules", output: allOf(Created) },
  run: async (ctx) => whole(await listRules(ctx)),
});

export const createAlertRule = call({
  doc: {
    method: "POST",
    path: "/alert-rules",
    summary: "Watch something; a rule that is on links a runbook",
    input: CreateRule,
    output: Created,
  },
  run: createRule,
});

export const getAlertRule = call({
  doc: { method: "GET", path: "/alert-rules/{id}", summary: "Read one alert rule", output: Created },
  run: (ctx, input) => getRule(ctx, parseInput(Address, input).id),
});

export const changeAlertRule = call({
  doc: { method: "PUT", path: "/alert-rules/{id}", summary: "Replace an alert rule", input: UpdateRule, output: Any },
  run: updateRule,
});

export const removeAlertRule = call({
  doc: { method: "DELETE", path: "/alert-rules/{id}", summary: "Delete an alert rule", output: Any },
  run: deleteRule,
});

export const channels = call({
  doc: { method: "GET", path: "/channels", summary: "List channels with their last test", output: allOf(Created) },
  run: async (ctx) => whole(await listChannels(ctx)),
});

export const addChannel = call({
  doc: {
    method: "POST",
    path: "/channels",
    summary: "Add a signed webhook or an e-mail channel; the signing secret is shown this once",
    input: CreateChannel,
    output: Created,
  },
  run: createChannel,
});

export const removeChannel = call({
  doc: { method: "DELETE", path: "/channels/{id}", summary: "Delete a channel", output: Any },
  run: deleteChannel,
});

export const tryChannel = call({
  doc: {
    method: "POST",
    path: "/channels/{id}/test",
    summary: "Send a real test message; the outcome is kept",
    output: Any,
  },
  status: 200,
  run: testChannel,
});
