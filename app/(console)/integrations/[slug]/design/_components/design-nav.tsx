"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Segmented } from "#components/ui/segmented.tsx";

const PARTS = [
  { segment: null, word: "Document" },
  { segment: "decisions", word: "Decisions" },
  { segment: "errors", word: "Error policy" },
  { segment: "review", word: "Security review" },
  { segment: "versions", word: "Versions" },
] as const;

export function DesignNav({ slug }: { slug: string }) {
  const here = useSelectedLayoutSegment();
  return (
    <div className="base-ui-disable-scrollbar mb-5 overflow-x-auto">
      <Segmented
        label="Parts of the design"
        segments={PARTS.map(({ segment, word }) => ({
          href: `/integrations/${slug}/design${segment === null ? "" : `/${segment}`}`,
          word,
          here: segment === here,
        }))}
      />
    </div>
  );
}
