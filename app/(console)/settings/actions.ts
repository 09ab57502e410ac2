"use server";

import { changePassword as changePasswordVerb } from "#lib/auth/change-password.ts";
import { changeRole as changeRoleVerb } from "#lib/auth/change-role.ts";
import { createToken as createTokenVerb, revokeToken as revokeTokenVerb } from "#lib/auth/create-token.ts";
import { disableUser as disableUserVerb, enableUser as enableUserVerb } from "#lib/auth/disable-user.ts";
import { endSession as endSessionVerb } from "#lib/auth/end-session.ts";
import { inviteMember as inviteVerb, revokeInvitation as revokeInvitationVerb } from "#lib/auth/invite-member.ts";
import { removeMember as removeMemberVerb } from "#lib/auth/remove-member.ts";
import { action } from "#lib/web/action.ts";
import { createWorkspace as createWorkspaceVerb } from "#lib/workspaces/create-workspace.ts";
import { updatePolicies as updatePoliciesVerb } from "#lib/workspaces/update-policies.ts";

export const inviteMember = action(inviteVerb, { revalidate: ["/settings/members"] });
export const revokeInvitation = action(revokeInvitationVerb, { revalidate: ["/settings/members"] });
export const changeRole = action(changeRoleVerb, { revalidate: ["/settings/members"] });
export const removeMember = action(removeMemberVerb, { revalidate: ["/settings/members"] });
export const disableUser = action(disableUserVerb, { revalidate: ["/settings/members"] });
export const enableUser = action(enableUserVerb, { revalidate: ["/settings/members"] });
export const createToken = action(createTokenVerb, { revalidate: ["/settings/tokens"] });
export const revokeToken = action(revokeTokenVerb, { revalidate: ["/settings/tokens"] });
export const updatePolicies = action(updatePoliciesVerb, { revalidate: ["/settings/policies"] });
export const changePassword = action(changePasswordVerb, { redirectTo: () => "/sign-in" });
export const endSession = action(endSessionVerb, { revalidate: ["/settings/account"] });
export const createWorkspace = action(createWorkspaceVerb, { revalidate: ["/settings/workspaces"] });
