import type { ReactNode } from "react";

type Actions = { actions?: ReactNode };

/** For a place: the state is the headline. */
export function StateHead({ says, meta, actions }: { says: ReactNode; meta?: ReactNode } & Actions) {
  return (
    <Head actions={actions}>
      <h1 className="max-w-[46em] text-pretty font-medium text-20 tracking-[-0.014em] max-md:text-18">{says}</h1>
      {meta ? <p className="mt-1 text-13 text-ink-3">{meta}</p> : null}
    </Head>
  );
}

/** For an object: its name is the headline, the state sentence follows. */
export function ObjectHead({
  name,
  mono = false,
  tags,
  says,
  meta,
  actions,
}: { name: string; mono?: boolean; tags?: ReactNode; says?: ReactNode; meta?: ReactNode } & Actions) {
  return (
    <Head actions={actions}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1
          className={`min-w-0 break-words font-semibold text-20 tracking-[-0.014em] max-md:text-18 ${mono ? "mono" : ""}`}
        >
          {name}
        </h1>
        {tags}
      </div>
      {says ? <p className="mt-1 max-w-[46em] text-pretty text-14 text-ink-2">{says}</p> : null}
      {meta ? <p className="mt-1 text-13 text-ink-3">{meta}</p> : null}
    </Head>
  );
}

function Head({ actions, children }: { children: ReactNode } & Actions) {
  return (
    <header className="mb-5 flex items-start gap-6 max-md:flex-col max-md:gap-3">
      <div className="min-w-0 flex-1">{children}</div>
      {actions ? <div className="flex flex-wrap items-start gap-2">{actions}</div> : null}
    </header>
  );
}
