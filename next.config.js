const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  // "no-referrer" would make browsers send `Origin: null` with form posts, which the Origin check refuses.
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
];

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  agentRules: false,
  devIndicators: false,
  // `npm test` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  deploymentId: process.env.INTERLOCK_BUILD_ID,
  productionBrowserSourceMaps: false,
  images: { remotePatterns: [] },
  serverExternalPackages: ["pino", "pg", "pg-boss", "@node-rs/argon2", "@prisma/client", "prom-client", "undici"],
  experimental: { serverActions: { bodySizeLimit: "256kb" }, proxyClientMaxBodySize: "6mb" },
  async headers() {
    return [{ source: "/:path*", headers }];
  },
};
