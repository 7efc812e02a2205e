// Secrets and samples of webhook sources for the desk: what only the type of a source knows.
import type { Random } from "../../domain/contact/seal.ts";
import { CONTENT_TYPES } from "./body.ts";
import type { Example } from "./source-kind.ts";
import { type Source, SOURCE_TYPES, SOURCES } from "./sources.ts";

/** Who a sample is of: nobody. Mail to a name below `.example` goes nowhere (RFC 2606). */
const SAMPLE = {
  name: "Sample Person",
  company: "Sample Company",
  text: "This is a sample, posted from the page of sources. Dismiss it.",
} as const;

/** A fresh secret of a type, or the given one; null where the type does not exist, or the type cannot sign with the given one. */
export function secretFor(type: string, given: string | null, random: Random): string | null {
  const known = SOURCE_TYPES.find((one) => one === type);
  if (known === undefined) return null;
  if (given === null) return SOURCES[known].secret.fresh(random);
  return signs(SOURCES[known], given) ? given : null;
}

/** Whether what a secret signs is accepted. A secret of another form signs with nothing, or throws. */
function signs({ sign, verify }: Pick<Source, "sign" | "verify">, secret: string): boolean {
  const [nowSeconds, body] = [0, "sample"];
  try {
    const headers = new Headers(sign({ secret, body, id: "msg_sample", nowSeconds }));
    const bytes = new TextEncoder().encode(body);
    return verify({ headers, body: bytes, secrets: [{ secret }], nowSeconds, toleranceSeconds: 0 }).ok;
  } catch {
    return false;
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Signs a sample as the source does, and posts it to the source's own webhook. Null where the source has no secret. */
export async function postSample(
  { name, sign, example, secrets }: Source,
  post: (request: Request) => Promise<Response | undefined>,
  at: Date,
): Promise<Answer | null> {
  const [newest] = secrets;
  if (!newest) return null;
  const body = sampleBody(example, name, at);
  const id = `msg_sample_${at.getTime()}`;
  const signed = sign({ secret: newest.secret, body, id, nowSeconds: Math.floor(at.getTime() / 1_000) });
  const request = new Request(`https://ingest.invalid/webhooks/${name}`, {
    method: "POST",
    headers: { "content-type": CONTENT_TYPES[example.format], ...signed },
    body,
  });
  const response = await post(request);
  return response ? { status: response.status, body: await response.text() } : null;
}

/** The example of the type, as of nobody, now, and with an id of its own. */
export function sampleBody({ format, body, signal, id }: Example, source: string, at: Date): string {
  const own: readonly (readonly [string | undefined, string])[] = [
    [signal.email, `sample@${source}.example`],
    [signal.name, SAMPLE.name],
    [signal.company, SAMPLE.company],
    [signal.text, SAMPLE.text],
    [id, `sample-${at.getTime()}`],
  ];
  const replaced = (text: string): string =>
    own
      .reduce((now, [from, to]) => (from === undefined ? now : now.replaceAll(from, to)), text)
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, at.toISOString());
  if (format === "json") return replaced(body);
  return String(new URLSearchParams([...new URLSearchParams(body)].map(([key, value]) => [key, replaced(value)])));
}
