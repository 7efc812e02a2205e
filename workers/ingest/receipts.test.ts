// Tests which webhooks get the same receipt, and the change of a source's secret during traffic.
import { afterEach, beforeEach, describe, it } from "vitest";
import { START } from "../../testing/people.ts";
import { IngestMessage } from "../../schema/messages.ts";
import {
  ADDRESS,
  LEADS,
  leadOf,
  leaksOf,
  secretWith,
  SOURCE_NAMES,
  sourcesWith,
  webhook,
} from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";

let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
});

/** The receipt in the answer to a webhook, which is also that of the queue message. */
async function receiptOf(request: Request): Promise<string> {
  const response = await world.ask(request);
  const { receipt } = (await response.json()) as { receipt: string };
  const message = IngestMessage.parse(world.sent.at(-1));
  if (response.status !== 202 || message.receipt !== receipt) throw new Error(`answered ${response.status} ${receipt}`);
  return receipt;
}
const passMinutes = (count: number) => world.pass(count * 60);
const now = () => ({ nowSeconds: world.nowSeconds() });

describe("a receipt", () => {
  it("is the same for the same id of the same source, at any time and for any body", async ({ expect }) => {
    const first = await receiptOf(webhook("crm", LEADS.crm(), { id: "msg_7" }));
    passMinutes(60 * 24 * 30);
    expect(await receiptOf(webhook("crm", LEADS.crm(), { id: "msg_7", ...now() }))).toBe(first);
    expect(await receiptOf(webhook("crm", LEADS.crm("bob@engine.example"), { id: "msg_7", ...now() }))).toBe(first);
    expect(await receiptOf(webhook("crm", LEADS.crm(), { id: "msg_8", ...now() }))).not.toBe(first);
    const [one, again, other] = world.sent;
    expect(again?.id).toBe(one?.id);
    expect([other?.id === one?.id, other?.bodyDigest === one?.bodyDigest]).toEqual([false, false]);
  });

  it("is derived from the id that each kind of source makes", async ({ expect }) => {
    world = ingestDeployment({ sources: sourcesWith({}, { website: true }) });
    const typeform = (token: string, form_id = "f1") => LEADS.typeform(ADDRESS, { token, form_id });
    const website = (submission_id: string | number) => LEADS.website(ADDRESS, { submission_id });
    const receipts = [
      await receiptOf(webhook("typeform", typeform("t1"))),
      await receiptOf(webhook("typeform", typeform("t2"))),
      await receiptOf(webhook("typeform", typeform("t1", "f2"))),
      await receiptOf(webhook("website", website("f1.t1"))),
      await receiptOf(webhook("website", website(7))),
      await receiptOf(webhook("crm", LEADS.crm(), { id: "7" })),
    ];
    expect(new Set(receipts).size).toBe(receipts.length);
    passMinutes(60);
    expect(await receiptOf(webhook("typeform", typeform("t1")))).toBe(receipts[0]);
    expect(await receiptOf(webhook("website", website("7"), now()))).toBe(receipts[4]);
  });

  it("is not derived from the id in a form's body, which a visitor could choose, unless the source makes it", async ({
    expect,
  }) => {
    const post = (more: object) => receiptOf(webhook("website", LEADS.website(ADDRESS, more)));
    const [forged, real] = [await post({ submission_id: 7, message: "Forged." }), await post({ submission_id: 7 })];
    expect(forged).not.toBe(real);
    // Nor does a new id make a new lead of the same one.
    expect(await post({ submission_id: 8 })).toBe(real);
    expect(await post({})).toBe(real);
    world = ingestDeployment({ sources: sourcesWith({}, { typeform: false }) });
    const typeform = (token: string) =>
      receiptOf(webhook("typeform", LEADS.typeform(ADDRESS, { token, form_id: "f1" })));
    expect(await typeform("t1")).toBe(await typeform("t2"));
  });

  it("without a provider's id, is the same for the same text of the same person within ten minutes", async ({
    expect,
  }) => {
    const post = (email = ADDRESS, more: object = {}) =>
      receiptOf(webhook("website", LEADS.website(email, more), now()));
    const first = await post();
    passMinutes(9);
    expect(await post()).toBe(first);
    expect(await post("ADA.Canary@Engine.example ")).toBe(first);
    expect(await post("bob@engine.example")).not.toBe(first);
    expect(await post(ADDRESS, { message: "And another thing." })).not.toBe(first);
    passMinutes(1);
    expect(await post()).not.toBe(first);
  });

  it("reveals nothing about the person, and differs for the same id of another source", async ({ expect }) => {
    const first = await receiptOf(webhook("website", LEADS.website()));
    expect(first).toMatch(/^rc_[\w-]{22}$/);
    const { contactId, bodyDigest } = world.sent[0]!;
    const window = Math.floor(START / 600_000);
    const forged = await receiptOf(webhook("crm", LEADS.crm(), { id: `window:${contactId}:${bodyDigest}:${window}` }));
    expect(forged).not.toBe(first);
  });
});

describe("a secret that changes during traffic", () => {
  const secretsOf = (source: string) => [secretWith(source, 61), secretWith(source, 62)] as const;
  const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
  const rotating = sourcesWith(
    Object.fromEntries(
      SOURCE_NAMES.map((name) => [
        name,
        [
          { secret: secretsOf(name)[0], notAfter: at(60) },
          { secret: secretsOf(name)[1], notBefore: at(20) },
        ],
      ]),
    ),
  );

  it.for(SOURCE_NAMES)(
    "of %s is accepted beside the new one while both are valid, and refused afterwards",
    async (source, { expect }) => {
      world = ingestDeployment({ sources: rotating });
      const [before, after] = secretsOf(source);
      const statuses: Record<string, string[]> = { before: [], after: [] };
      for (let minute = 0; minute < 80; minute += 1) {
        for (const [name, secret] of [
          ["before", before],
          ["after", after],
        ] as const) {
          const response = await world.ask(
            webhook(source, leadOf(source), { secret, id: `${name}-${minute}`, ...now() }),
          );
          statuses[name]?.push(String(response.status));
        }
        passMinutes(1);
      }
      const times = (count: number, status: string) => Array.from({ length: count }, () => status);
      expect(statuses).toEqual({
        before: [...times(60, "202"), ...times(20, "401")],
        after: [...times(20, "401"), ...times(60, "202")],
      });
      expect(world.sent).toHaveLength(120);
    },
  );
});
