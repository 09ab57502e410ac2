import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The same words for what never was, what is gone and what belongs to others. */
export default function NotFoundHere() {
  return (
    <div className="max-w-160">
      <h1 className="font-semibold text-20">Nothing is here</h1>
      <EmptyState title="This address leads nowhere" action={<Link href="/">Go to the overview</Link>}>
        It may have been deleted, or it belongs to another workspace. Check the address, or start from the overview.
      </EmptyState>
    </div>
  );
}
