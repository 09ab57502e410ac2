export const CREDENTIAL_KINDS = ["api_key", "bearer", "basic", "hmac_secret"] as const;
export const CONNECTION_AUTHS = ["none", "bearer", "basic", "header"] as const;
export const TEST_METHODS = ["GET", "HEAD"] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];
export type ConnectionAuth = (typeof CONNECTION_AUTHS)[number];
