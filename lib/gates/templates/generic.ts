import type { Template } from "./item.ts";

/** A generic integration has no list of its own: the design gate, with its error policy, is what it must answer. */
export const generic: Template = { key: "generic", version: 1, title: "Third-Party Integration", items: [] };
