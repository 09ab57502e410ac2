import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { themeScript } from "#components/shell/theme-script.ts";
import { Toasts } from "#components/ui/toasts.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Interlock", template: "%s · Interlock" },
  description: "The self-hosted control room for third-party integrations.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Sets the theme before the first paint. The nonce is blanked by the browser, hence the suppression. */}
        <script nonce={nonce} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>
        <CSPProvider nonce={nonce} disableStyleElements>
          <div className="isolate min-h-dvh">{children}</div>
          <Toasts />
        </CSPProvider>
      </body>
    </html>
  );
}
