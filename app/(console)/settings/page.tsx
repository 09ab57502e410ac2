import { redirect } from "next/navigation";
import { requireSession } from "#lib/web/session.ts";

export default async function SettingsPage() {
  await requireSession();
  redirect("/settings/members");
}
