export const roleOptions = [
  { value: "viewer", word: "viewer: looks" },
  { value: "engineer", word: "engineer: designs, builds in test" },
  { value: "ops", word: "ops: decides gates, repairs live" },
  { value: "admin", word: "admin: everything" },
] as const;
