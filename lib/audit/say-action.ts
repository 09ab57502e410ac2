/** What somebody did, in the past tense, before the name of what it was done to. One word a verb of `mutation()`. */
const DID: Record<string, string> = {
  accept: "Accepted",
  acknowledge: "Acknowledged",
  add: "Added",
  add_owner: "Named an owner of",
  add_secret: "Added a secret to",
  archive: "Archived",
  attest: "Attested",
  cancel: "Cancelled",
  change_password: "Changed the password of",
  change_role: "Changed the role of",
  choose_pattern: "Chose the pattern of",
  create: "Created",
  decide: "Decided",
  define: "Defined",
  delete: "Deleted",
  disable: "Disabled",
  discard: "Discarded",
  enable: "Enabled",
  end: "Ended",
  ensure_defaults: "Set up the default rules",
  fall_back: "Fell back:",
  finish: "Finished",
  first_admin: "Made the first admin",
  invite: "Invited",
  mark_not_applicable: "Marked as not applicable",
  pause: "Paused",
  propose: "Proposed",
  push: "Pushed the fact",
  read: "Read",
  recheck: "Checked again",
  release: "Released",
  remove: "Removed",
  remove_owner: "Took an owner off",
  reopen: "Opened again",
  request: "Asked for",
  restore: "Restored",
  restore_version: "Restored a version of",
  resume: "Resumed",
  retire_secret: "Retired a secret of",
  review_section: "Reviewed",
  revoke: "Revoked",
  rotate: "Rotated",
  rotate_secret: "Rotated the secret of",
  save: "Saved",
  save_section: "Wrote",
  schedule: "Scheduled",
  set_enabled: "Switched",
  set_state: "Switched",
  start: "Started",
  stop: "Stopped",
  test: "Tested",
  update: "Changed",
  update_policies: "Changed the policies of",
};

/** Verbs whose label alone would not say what kind of thing it is. */
const NAMED = /^(decision|waiver|review|route|drill|error_policy|replay|delivery|quarantine|invitation|traffic|gate)\./;

type Entry = { action: string; label: string; entityType: string; environment: string | null };

/** `design.save_section` on "Context" → "Wrote Context"; `gate.decide` → "Decided the gate stripe design". */
export function sayAction({ action, label, entityType, environment }: Entry): string {
  const [kind = "", verb = action] = action.split(".");
  const did = DID[verb] ?? `${verb.replaceAll("_", " ")}:`;
  const noun = (kind === "traffic" ? "traffic" : entityType).replaceAll("_", " ");
  const what = label === "" ? `the ${noun}` : NAMED.test(action) ? `the ${noun} ${label}` : label;
  return `${did} ${what}${environment === null ? "" : ` in ${environment}`}`;
}

export function knowsAction(action: string): boolean {
  return DID[action.split(".")[1] ?? ""] !== undefined;
}
