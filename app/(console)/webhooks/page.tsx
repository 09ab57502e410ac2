import { redirect } from "next/navigation";
import { requireSession } from "#lib/web/session.ts";

export default async function WebhooksPage() {
  await requireSession();
  redirect("/webhooks/events");
}
