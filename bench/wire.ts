import { createHmac, randomBytes } from "node:crypto";

/** One signed request as the bytes that go over the socket; made before the run, so that the sender only sends. */
export function stripeRequests(
  count: number,
  { paths, secret, bytes }: { paths: readonly string[]; secret: string; bytes: number },
): Buffer[] {
  const run = randomBytes(6).toString("hex");
  const seconds = Math.floor(Date.now() / 1_000);
  return Array.from({ length: count }, (_, at) => {
    const head = `{"id":"evt_${run}_${at}","object":"event","type":"invoice.paid","created":${seconds},"data":{"object":{"id":"in_${at}","note":"`;
    const body = `${head}${"x".repeat(Math.max(0, bytes - head.length - 4))}"}}}`;
    const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    return Buffer.from(
      `POST ${paths[at % paths.length]} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\nstripe-signature: t=${seconds},v1=${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      "latin1",
    );
  });
}
