// Tests the grade stage: both grades, one read of the CRM per batch, and what is retried.
import type { Port } from "../../schema/ports.ts";
import { portThat, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { type CommandOf, RecordGrades } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { companyIdOf, type ContactId } from "../../schema/ids.ts";
import type { PlanStage } from "../../schema/lists.ts";
import { qualifyMessage } from "../../schema/messages.ts";
import { ada, contactNamed, SYSTEM_KEY } from "../../testing/people.ts";
import { causeOf, delivered } from "../../testing/stages/people.ts";
import { type GradePorts, gradeStage } from "./grade.ts";
import { adaWith, directorAtKnownCompany, factOf, NOW } from "../../testing/stages/qualifier.ts";

const scripted: readonly PlanStage[] = ["qualify", "analyze_opportunity", "compose"];

function world(
  given: Partial<GradePorts> & { rows?: Readonly<Record<string, Hydrated>>; port?: Port<"qualifier"> } = {},
) {
  const recorded: CommandOf<"RecordGrades">[] = [];
  const hydrated: (readonly ContactId[])[] = [];
  const {
    port = portThat<"qualifier">({
      async RecordGrades(command) {
        recorded.push(RecordGrades.parse(command));
        return { next: [], refusal: null };
      },
    }),
  } = given;
  const ports: GradePorts = {
    policy: samplePolicy,
    now: () => NOW,
    crm: {
      async hydrate(ids) {
        hydrated.push(ids);
        const rows = given.rows ?? {};
        return new Map(ids.flatMap((id) => (rows[id] ? [[id, rows[id]]] : [])));
      },
    },
    ...given,
  };
  const deliver = async (names: readonly string[], stages = scripted) => {
    const deliveries = names.map((name) => delivered(qualifyMessage(causeOf(contactNamed(name), 2), stages)));
    await runOver(gradeStage(ports), deliveries, {
      port,
    });
    return deliveries.map(({ became }) => (became.acked > 0 ? "acked" : "retried"));
  };
  return { recorded, hydrated, deliver };
}

describe("a batch of grades", () => {
  it("reads the CRM once and calls the port once per contact", async ({ expect }) => {
    const { deliver, hydrated, recorded } = world({ rows: { [ada]: directorAtKnownCompany } });
    expect(await deliver(["ada", "bob", "ada"])).toEqual(["acked", "acked", "acked"]);
    expect(hydrated).toEqual([[ada, contactNamed("bob")]]);
    expect(recorded.map(({ qualification }) => qualification.basisPoints)).toEqual([10_000, 4_000, 10_000]);
    expect(recorded[2]).toEqual(recorded[0]);
  });

  it("records both grades as planned in the scripted order", async ({ expect }) => {
    const { deliver, recorded } = world();
    await deliver(["ada"]);
    expect(recorded[0]).toMatchObject({
      order: scripted,
      follows: 2,
      qualification: { planned: true },
      opportunity: { planned: true },
    });
  });

  it("makes a grade that the plan left out, and marks it", async ({ expect }) => {
    const { deliver, recorded } = world();
    await deliver(["ada"], ["analyze_opportunity", "compose"]);
    expect(recorded[0]).toMatchObject({
      order: ["analyze_opportunity", "compose"],
      qualification: { planned: false, basisPoints: 4_000 },
      opportunity: { planned: true, basisPoints: 5_000 },
    });
  });

  it("uses a mailbox provider's company and facts only for a contact that a person linked to it, not by domain", async ({
    expect,
  }) => {
    const provider = {
      id: companyIdOf(SYSTEM_KEY, "gmail.com"),
      name: "Provider",
      domain: "gmail.com",
      status: "known" as const,
      version: 1,
      head: 1,
    };
    const joined = (name: string, joinedBy: "domain" | "link") =>
      adaWith(
        { id: contactNamed(name), email: `${name}@gmail.com` },
        { company: { ...provider, joinedBy }, facts: [factOf("cf_1", "hiring")] },
      );
    const [byDomain, byLink] = [joined("ada", "domain"), joined("bob", "link")];
    const { deliver, recorded } = world({ rows: { [ada]: byDomain, [contactNamed("bob")]: byLink } });
    await deliver(["ada", "bob"]);
    expect(
      recorded.map(({ qualification, opportunity }) => [qualification.basisPoints, opportunity.basisPoints]),
    ).toEqual([
      [4_000, 5_000],
      [7_000, 6_000],
    ]);
  });

  it("is retried as a whole while the CRM is down, with nothing recorded", async ({ expect }) => {
    const { deliver, recorded } = world({ crm: { hydrate: () => Promise.reject(new Error("down")) } });
    expect(await deliver(["ada", "bob"])).toEqual(["retried", "retried"]);
    expect(recorded).toEqual([]);
  });

  it("retries when the object cannot read the list", async ({ expect }) => {
    const { deliver } = world({
      port: portThat<"qualifier">({
        RecordGrades: async () => ({ next: [], refusal: { reason: "list_unreadable" } }),
      }),
    });
    expect(await deliver(["ada"])).toEqual(["retried"]);
  });
});
