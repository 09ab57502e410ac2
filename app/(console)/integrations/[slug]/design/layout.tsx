import type { ReactNode } from "react";
import { DesignNav } from "./_components/design-nav.tsx";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

export default async function DesignLayout({ params, children }: Props) {
  const { slug } = await params;
  return (
    <>
      <DesignNav slug={slug} />
      {children}
    </>
  );
}
