"use server";

import { acknowledgeAlert as acknowledgeAlertVerb } from "#lib/alerts/acknowledge-alert.ts";
import { createChannel as createChannelVerb } from "#lib/alerts/create-channel.ts";
import { createRule as createRuleVerb } from "#lib/alerts/create-rule.ts";
import { deleteChannel as deleteChannelVerb } from "#lib/alerts/delete-channel.ts";
import { deleteRule as deleteRuleVerb } from "#lib/alerts/delete-rule.ts";
import { ensureDefaultRules as ensureDefaultRulesVerb } from "#lib/alerts/ensure-default-rules.ts";
import { setRuleEnabled as setRuleEnabledVerb } from "#lib/alerts/set-rule-enabled.ts";
import { testChannel as testChannelVerb } from "#lib/alerts/test-channel.ts";
import { updateChannel as updateChannelVerb } from "#lib/alerts/update-channel.ts";
import { updateRule as updateRuleVerb } from "#lib/alerts/update-rule.ts";
import { action } from "#lib/web/action.ts";

const NOW = "/alerts";
const ALERT = "/alerts/[id]";
const RULES = "/alerts/rules";
const CHANNELS = "/alerts/channels";

export const acknowledgeAlert = action(acknowledgeAlertVerb, { revalidate: [NOW, ALERT] });
export const createRule = action(createRuleVerb, { revalidate: [NOW, RULES], redirectTo: () => RULES });
export const updateRule = action(updateRuleVerb, { revalidate: [NOW, RULES], redirectTo: () => RULES });
export const setRuleEnabled = action(setRuleEnabledVerb, { revalidate: [NOW, RULES] });
export const deleteRule = action(deleteRuleVerb, { revalidate: [NOW, RULES], redirectTo: () => RULES });
export const ensureDefaultRules = action(ensureDefaultRulesVerb, { revalidate: [NOW, RULES] });
export const createChannel = action(createChannelVerb, { revalidate: [CHANNELS] });
export const updateChannel = action(updateChannelVerb, { revalidate: [CHANNELS, RULES] });
export const deleteChannel = action(deleteChannelVerb, { revalidate: [CHANNELS, RULES], redirectTo: () => CHANNELS });
export const testChannel = action(testChannelVerb, { revalidate: [CHANNELS] });
