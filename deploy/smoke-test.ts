// Tries an installation out as its users do: a signed lead at the hooks' address, its preview hold at the desk, dismissed. It passes every Worker but composer
// and dispatcher, so no message is written, and nobody is written to.
import * as z from "zod";
import { eventually } from "../local/eventually.ts";
import type { deskApi } from "../local/desk-api.ts";
import { signedHeaders } from "../local/sign.ts";

/** Queues and databases of a new installation take seconds; a first request to a new domain may take a minute until its certificate is there. */
const PATIENCE_MS = 180_000;
const ASK_MS = 1_000;

export interface SmokePorts {
  readonly hooks: string;
  /** The name of a source of type `standard_webhooks`, and its secret. */
  readonly source: string;
  readonly secret: string;
  readonly api: ReturnType<typeof deskApi>;
  readonly fetch: typeof globalThis.fetch;
  /** The contact of all test leads: a mailbox at the hooks' own domain, where nobody is. */
  readonly email: string;
  readonly id: string;
  readonly nowSeconds: number;
}

const Accepted = z.object({ receipt: z.string() });

/** Throws an error that says at which step the lead is, when it does not reach its hold. Returns the contact. */
export async function smokeTest({
  hooks,
  source,
  secret,
  api,
  fetch,
  email,
  id,
  nowSeconds,
}: SmokePorts): Promise<string> {
  const lead = {
    name: "Test of the installation",
    email,
    message: "A deployment tries itself out. Nobody waits for an answer.",
  };
  const body = JSON.stringify({ type: "lead.created", data: lead });
  const posted = await eventually(
    async () => {
      const response = await fetch(new URL(`/webhooks/${source}`, hooks), {
        method: "POST",
        headers: signedHeaders({
          type: "standard_webhooks",
          secret,
          body,
          id,
          contentType: "application/json",
          nowSeconds,
        }),
        body,
      }).catch(() => null);
      // A new domain answers when its certificate is there; a refusal is an answer.
      return response ?? false;
    },
    { withinMilliseconds: PATIENCE_MS, everyMilliseconds: ASK_MS, what: `an answer of ${hooks}` },
  );
  const accepted = Accepted.safeParse(await posted.json().catch(() => null));
  if (!posted.ok || !accepted.success) throw new Error(`${hooks} answered ${posted.status} to a signed test lead`);

  let seen = "it is not at the desk yet";
  const preview = await eventually(
    async () => {
      const contactId = await api.contactOf(email);
      const contact = contactId === null ? null : await api.contact(contactId);
      if (!contact) return false;
      seen = contact.step === null ? "its run has ended" : `it is at ${contact.step}`;
      const hold = contact.holds.findLast(({ kind, state }) => kind === "preview" && state === "open");
      return hold && { contactId: contact.contactId, holdId: hold.holdId };
    },
    { withinMilliseconds: PATIENCE_MS, everyMilliseconds: ASK_MS, what: "the preview hold of the test lead" },
  ).catch((cause: unknown) => {
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}: ${seen}`);
  });
  await api.decide(preview.holdId, "dismiss", { why: "the test lead of a deployment" });
  return preview.contactId;
}
