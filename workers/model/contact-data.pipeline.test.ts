// Tests, in the whole system, that a model is told no address, telephone number, bank account or card: of a lead that has all of
// them in every field, and of the person's answer, in the requests of planner, composer and classifier.
import { it } from "vitest";
import type { StoredEvent } from "../../schema/events.ts";
import { eventually } from "../../local/eventually.ts";
import { signedHeaders } from "../../local/sign.ts";
import { addressOf } from "../../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { aSystem, askingAt } from "../../testing/system/model-system.ts";

const TOOLS = ["propose_plan", "classify_reply", "write_draft"] as const;
const { peer, system, api, eventsOf, until, plays } = aSystem((url) => ({
  planner: { ...askingAt(url), SALES_SUPPORT_SEQUENCER_REASONING: "on" },
  composer: askingAt(url),
  ingest: askingAt(url),
}));

/** One set for each field, so that a failure shows the field. */
const setOf = (field: number) => ({
  address: `eve${field}@evil.example`,
  spelled: `eve${field} at evil dot example`,
  phone: `+49 30 ${field}234567`,
  national: `(030) ${field}76-5432`,
  iban: ["DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "NL91 ABNA 0417 1643 00"][field % 3]!,
  card: ["4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"][field % 3]!,
});
const written = (field: number): string => Object.values(setOf(field)).join(", ");
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9@]/g, "");
const ALL = [1, 2, 3, 4, 5].flatMap((field) => Object.values(setOf(field)));

async function posts(data: Readonly<Record<string, string>>, type: string): Promise<void> {
  const body = JSON.stringify({ type, data: { email: addressOf("ada"), ...data } });
  const headers = signedHeaders({
    type: "standard_webhooks",
    secret: TEST_SOURCE_SECRETS.crm,
    body,
    id: `msg_${type.replace(".", "_")}`,
    contentType: "application/json",
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const { status } = await fetch(new URL("/webhooks/crm", system().url), { method: "POST", body, headers });
  if (status !== 202) throw new Error(`the webhook was answered ${status}`);
}

it("no request of a stage tells a model how to reach or to pay a person, and all keep the name", async ({ expect }) => {
  plays({}, [{ behaviour: { kind: "answers" } }]);
  await posts(
    {
      name: `Ada ${written(1)}`,
      company: `Engine ${written(2)}`,
      phone: setOf(3).phone,
      message: `I am ada. A quote, please. ${written(3)}`,
    },
    "lead.created",
  );
  await until("ada", "PreviewHeld");
  await posts(
    { name: "Ada Lovelace", subject: `Reach me: ${written(4)}`, text: `Who are your customers? ${written(5)}` },
    "message.received",
  );
  const holdIds = (events: readonly StoredEvent[]): string[] =>
    events.flatMap((event) => (event.type === "PreviewHeld" ? [event.payload.holdId] : []));
  const [, second] = await eventually(
    async () => {
      const held = holdIds(await eventsOf("ada"));
      return held.length === 2 && held;
    },
    { what: "the preview after the answer" },
  );
  const { digest } = (await api("GET", `/holds/${second}`)) as { readonly digest: string };
  await api("POST", `/holds/${second}/confirm`, { digest });
  await until("ada", "DraftHeld");

  const requests = peer().received.map(({ body }) => ({
    tool: JSON.stringify(body.tool_choice),
    shown: body.messages.map(({ content }) => content).join("\n"),
  }));
  for (const tool of TOOLS) {
    const asked = requests.filter((request) => request.tool.includes(tool)).map(({ shown }) => shown);
    expect([tool, asked.length > 0]).toEqual([tool, true]);
    for (const shown of asked) {
      for (const kind of ["[address]", "[phone]", "[iban]", "[card]"])
        expect([tool, shown]).toEqual([tool, expect.stringContaining(kind)]);
      expect(ALL.filter((value) => bare(shown).includes(bare(value)))).toEqual([]);
      expect(bare(shown)).not.toMatch(/evil|adaengine/);
    }
    if (tool !== "classify_reply") expect(asked.join("\n")).toContain("Ada");
  }
});
