// Tests that verification finds an action that was performed without its second person, and accuses no event of a release before the rule.
import { describe, it } from "vitest";
import type { StoredEvent } from "../schema/events.ts";
import { ContactId, type RequestId, requestIdOf } from "../schema/ids.ts";
import { PEOPLE_STREAM } from "../schema/people.ts";
import { shortDigestOf } from "../schema/canonical.ts";
import { beginning } from "../schema/cause.ts";
import { commandIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { aDeployment } from "../testing/memory/deployment.ts";
import { lead } from "../testing/contact/scenario.ts";
import { ada } from "../testing/people.ts";
import { type Finding } from "./faults.ts";
import { secondPersonBook } from "./second-person.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";

const ADA = ContactId.parse("ct_ada");
const ERASE = { action: "erase", contactId: ADA } as const;
const requestId: RequestId = requestIdOf(shortDigestOf(ERASE), 0);
const minute = (count: number) => new Date(Date.parse("2026-11-30T09:00:00.000Z") + count * 60_000).toISOString();

interface Planted {
  readonly type: string;
  readonly payload: object;
  readonly at?: string;
  readonly streamId?: string;
  readonly schemaVersion?: number;
  readonly writer?: string;
}

const admin = (identity: string): Planted => ({
  type: "RoleChanged",
  payload: { identity, role: "admin", by: "root" },
});
const TWO: readonly Planted[] = [admin("grace"), admin("linus")];
const asked = (by = "grace"): Planted => ({
  type: "ActionAsked",
  payload: { requestId, action: ERASE, by, expiresAt: minute(24 * 60), reason: "legal" },
});
const agreed = (by = "linus"): Planted => ({ type: "ActionAgreed", payload: { requestId, by } });
const taken = (people: readonly string[] = ["grace", "linus"]): Planted => ({
  type: "ActionTaken",
  payload: { requestId, by: "grace", people, use: "x" },
});
const eyes = { kind: "two", requestId, people: ["grace", "linus"], version: 5 };
const erased = (payload: object = { eyes }, more: Partial<Planted> = {}): Planted => ({
  type: "ContactErased",
  streamId: ADA,
  at: minute(200),
  schemaVersion: 2,
  payload,
  ...more,
});

/** The names of what is found in a log of these events. */
function found(...events: readonly Planted[]): readonly string[] {
  const book = secondPersonBook();
  const findings: Finding[] = [];
  const versions = new Map<string, number>();
  for (const one of events) {
    const streamId = one.streamId ?? PEOPLE_STREAM;
    const version = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, version);
    const event = {
      at: minute(version),
      schemaVersion: 1,
      writer: "desk",
      ...one,
      streamId,
      version,
    } as never as StoredEvent;
    if (streamId.startsWith("ct_")) book.judge(event, (finding) => void findings.push(finding));
    else book.learn(event, (finding) => void findings.push(finding));
    findings.push(...book.settle("ad_people").map(({ name }) => ({ name })));
  }
  return findings.map(({ name }) => name);
}

describe("an action that needs two people", () => {
  const missing = ["second_person_missing"];
  const unlawful = ["agreement_unlawful"];
  it.for<[string, readonly Planted[], readonly string[]]>([
    ["with the agreement of a second person", [...TWO, asked(), agreed(), taken(), erased()], []],
    ["alone, where nobody else is an admin", [admin("grace"), erased({ eyes: { kind: "alone", version: 1 } })], []],
    ["of a release before the rule", [...TWO, erased({}, { schemaVersion: 1 })], []],
    ["without a word of who agreed", [...TWO, erased({})], missing],
    ["alone, where two were admins", [...TWO, erased({ eyes: { kind: "alone", version: 2 } })], missing],
    ["alone by an old look at the admins", [...TWO, erased({ eyes: { kind: "alone", version: 1 } })], missing],
    ["as words alone", [...TWO, erased({ eyes: { kind: "words" } })], missing],
    ["by an agreement that is not there", [...TWO, erased()], missing],
    ["by an agreement that was not used", [...TWO, asked(), agreed(), erased()], missing],
    ["of another contact", [...TWO, asked(), agreed(), taken(), erased({ eyes }, { streamId: "ct_other" })], unlawful],
    ["twice by one agreement", [...TWO, asked(), agreed(), taken(), erased(), erased()], unlawful],
    [
      "in the name of others",
      [...TWO, asked(), agreed(), taken(), erased({ eyes: { ...eyes, people: ["grace", "ada"] } })],
      unlawful,
    ],
    ["by an agreement with oneself", [...TWO, asked(), agreed("grace")], unlawful],
    ["by a token's agreement", [...TWO, asked(), agreed("token:ci")], unlawful],
    ["by a use without an agreement", [...TWO, asked(), taken(["grace", "linus"])], missing],
    [
      "by a use after a role was lost",
      [
        ...TWO,
        asked(),
        agreed(),
        { ...admin("linus"), payload: { identity: "linus", role: "viewer", by: "x" } },
        taken(),
      ],
      unlawful,
    ],
    [
      "an export alone, whose stream comes before that of the people",
      [
        ...TWO,
        {
          type: "ExportOpened",
          streamId: "ad_audit",
          schemaVersion: 2,
          at: minute(200),
          payload: { root: "a", eyes: { kind: "alone", version: 2 } },
        },
      ],
      missing,
    ],
    [
      "a lift that the cron records from its row",
      [
        ...TWO,
        {
          type: "SuppressionLifted",
          streamId: "ad_suppressions_0",
          schemaVersion: 2,
          writer: "cron",
          payload: { digest: "d" },
        },
      ],
      [],
    ],
    [
      "a lift of nobody's",
      [
        ...TWO,
        {
          type: "SuppressionLifted",
          streamId: "ad_suppressions_0",
          schemaVersion: 2,
          at: minute(200),
          payload: { digest: "d" },
        },
      ],
      missing,
    ],
  ])("%s", ([, events, names], { expect }) => expect(found(...events)).toEqual(names));
});

it("verify names the erasure that passed no port", async ({ expect }) => {
  const here = aDeployment();
  await performOne(here.port("ingest"), lead());
  const command = {
    type: "EraseContact",
    ...beginning(commandIdOf("EraseContact", "planted")),
    contactId: ada,
    by: "grace",
    reason: "other",
    why: "",
  } as const;
  await here.host(ada).perform({ type: "Erase", command });
  const { faults } = await verifyLog(memorySource(here.rows()));
  expect(faults).toMatchObject([{ name: "second_person_missing", streamId: ada }]);
});
