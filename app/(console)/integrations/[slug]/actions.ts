"use server";

import { restoreVersion } from "#lib/designs/restore-version.ts";
import { reviewSection } from "#lib/designs/review-section.ts";
import { saveSection } from "#lib/designs/save-section.ts";
import { archiveIntegration, restoreIntegration } from "#lib/integrations/archive-integration.ts";
import { addFlow, removeFlow, updateFlow } from "#lib/integrations/change-flows.ts";
import { addOwner, removeOwner } from "#lib/integrations/change-owners.ts";
import { addSystem, removeSystem, updateSystem } from "#lib/integrations/change-systems.ts";
import { choosePattern } from "#lib/integrations/choose-pattern.ts";
import { decideDecision, proposeDecision } from "#lib/integrations/decide.ts";
import { finishReview, scheduleReview, startReview } from "#lib/integrations/review.ts";
import { saveErrorPolicy } from "#lib/integrations/save-error-policy.ts";
import { updateIntegration } from "#lib/integrations/update-integration.ts";
import { action } from "#lib/web/action.ts";

const page = (tab: string) => ({ revalidate: [`/integrations/[slug]${tab}`, "/integrations/[slug]"] });

export const choosePatternAction = action(choosePattern, page("/systems"));
export const addSystemAction = action(addSystem, page("/systems"));
export const updateSystemAction = action(updateSystem, page("/systems"));
export const removeSystemAction = action(removeSystem, page("/systems"));
export const addFlowAction = action(addFlow, page("/systems"));
export const updateFlowAction = action(updateFlow, page("/systems"));
export const removeFlowAction = action(removeFlow, page("/systems"));
export const saveSectionAction = action(saveSection);
export const reviewSectionAction = action(reviewSection, page("/design"));
export const restoreVersionAction = action(restoreVersion, page("/design/versions"));
export const proposeDecisionAction = action(proposeDecision, page("/design/decisions"));
export const decideDecisionAction = action(decideDecision, page("/design/decisions"));
export const saveErrorPolicyAction = action(saveErrorPolicy, page("/design/errors"));
export const scheduleReviewAction = action(scheduleReview, page("/design/review"));
export const startReviewAction = action(startReview, page("/design/review"));
export const finishReviewAction = action(finishReview, page("/design/review"));
export const updateIntegrationAction = action(updateIntegration, page("/settings"));
export const addOwnerAction = action(addOwner, page("/settings"));
export const removeOwnerAction = action(removeOwner, page("/settings"));
export const archiveIntegrationAction = action(archiveIntegration, page("/settings"));
export const restoreIntegrationAction = action(restoreIntegration, page("/settings"));
