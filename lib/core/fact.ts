import type { Tx } from "#lib/db/tx.ts";

/** What a domain's `facts.ts` says about one integration; `lib/gates` reads them all and decides nothing itself. */
export type FactValue = string | number | boolean | readonly string[];

export type Observation = {
  key: string;
  value: FactValue;
  observedAt: Date;
  /** after this moment it proves nothing, however true it was */
  expiresAt?: Date;
  /** the table or process that holds it, for the evidence */
  source: string;
  /** the page on which a person can change it */
  link?: string;
  /** the commit it was observed on, for what CI pushed */
  sha?: string;
};

export type FactScope = {
  workspaceId: string;
  integrationId: string;
  slug: string;
  now: Date;
  /** whether any rule asks for a key that starts so; expensive reads check it first */
  wants: (prefix: string) => boolean;
};

export type FactReader = (tx: Tx, scope: FactScope) => Promise<Observation[]>;
