// The floor's four stages, one Worker each by the variable STAGE: the same queues and the same calls as the product's, and no rules. That of ingest is
// also the door, and takes the click that confirms a preview.
import { createHmac } from "node:crypto";
import { type Call, DOOR_KEY, type Lead, type Step } from "./calls.ts";
import type { FloorPort } from "./contacts.ts";

interface Env {
  readonly STAGE: "ingest" | "plan" | "qualify" | "compose";
  readonly PORT: Service<FloorPort>;
  readonly CRM: D1Database;
  /** The queue that the stage reads, where it is the door. */
  readonly OWN: Queue;
  readonly NEXT: Queue;
}

async function performed(env: Env, step: Step, leads: readonly Lead[]): Promise<void> {
  await env.PORT.perform(leads.map((lead) => callOf(step, lead)));
}

const callOf = (step: Step, { contactId, runId, message }: Lead): Call => ({
  step,
  contactId,
  runId,
  words: step === "receive" ? message : null,
});

const idsOf = (leads: readonly Lead[]): string[] => leads.map(({ contactId }) => contactId);

const STAGES: Readonly<Record<Env["STAGE"], (env: Env, leads: readonly Lead[]) => Promise<void>>> = {
  ingest: async (env, leads) => {
    const json = JSON.stringify(leads);
    await env.CRM.batch(INSERT_LEADS.map((query) => env.CRM.prepare(query).bind(json)));
    await performed(env, "receive", leads);
  },
  plan: async (env, leads) => {
    const ids = idsOf(leads);
    await Promise.all([env.PORT.ask(ids), env.CRM.prepare(SELECT_CONTACTS).bind(JSON.stringify(ids)).all()]);
    await performed(env, "decide", leads);
  },
  qualify: (env, leads) => performed(env, "grade", leads),
  compose: async (env, leads) => {
    await env.PORT.ask(idsOf(leads));
    await performed(env, "draft", leads);
  },
};

const INSERT_LEADS = [
  "INSERT INTO receipts (receipt, contact_id) SELECT value ->> 'runId', value ->> 'contactId' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
  "INSERT INTO contacts (contact_id, email, name) SELECT value ->> 'contactId', value ->> 'email', value ->> 'name' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
  "INSERT INTO identities (mailbox, contact_id) SELECT value ->> 'email', value ->> 'contactId' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
];
const SELECT_CONTACTS = "SELECT contact_id, name FROM contacts WHERE contact_id IN (SELECT value FROM json_each(?1))";

async function accept(env: Env, request: Request): Promise<Response> {
  const body = await request.text();
  if (request.headers.get("signature") !== createHmac("sha256", DOOR_KEY).update(body).digest("hex"))
    return new Response(null, { status: 401 });
  await env.OWN.send(JSON.parse(body));
  return new Response(null, { status: 202 });
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/webhook") return accept(env, request);
    if (pathname === "/confirm") {
      const { contactId, runId } = await request.json<Lead>();
      return Response.json(await env.PORT.confirm({ step: "confirm", contactId, runId, words: null }));
    }
    if (pathname === "/written") return Response.json(await env.PORT.written());
    return new Response(null, { status: 404 });
  },

  async queue(batch: MessageBatch<Lead>, env: Env): Promise<void> {
    const leads = batch.messages.map(({ body }) => body);
    await STAGES[env.STAGE](env, leads);
    if (env.STAGE === "ingest" || env.STAGE === "plan")
      await env.NEXT.sendBatch(leads.map(({ contactId, runId }) => ({ body: { contactId, runId } })));
    batch.ackAll();
  },
};
