// What is kept of a refused body, and the reason under which the desk counts it.
import { KEPT_BYTES, type RefusedBody } from "../../schema/refused-bodies.ts";
import type { Problem } from "./problem.ts";

interface Received extends Pick<RefusedBody, "format" | "charset"> {
  readonly bytes: Uint8Array;
  readonly providerId?: string | undefined;
  readonly signedSeconds?: number | undefined;
  readonly at: Date;
}

/** The body as a person finds it on the desk. Pure. */
export const refusedBodyOf = (
  source: string,
  { format, charset, bytes, providerId, signedSeconds, at }: Received,
): RefusedBody => ({
  queue: "ingest",
  v: 1,
  source,
  format,
  ...(charset === undefined ? {} : { charset }),
  body: Buffer.from(bytes.subarray(0, KEPT_BYTES)).toString("base64"),
  bytes: bytes.length,
  ...(providerId === undefined ? {} : { providerId }),
  ...(signedSeconds === undefined ? {} : { signedSeconds }),
  receivedAt: at.toISOString(),
});

/** `field_invalid:email:comma_in_domain`: words of closed lists, never the sender's text. */
export const reasonOf = ({ reason, field, how }: Problem): string =>
  [reason, field, how].filter((word) => word !== undefined).join(":");
