// Tests the stream of a company: what is recorded, what is refused, and that the same content is recorded once, by examples and by properties.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { beginning } from "../../schema/cause.ts";
import type { CompanyCommand } from "../../schema/company-commands.ts";
import { type CompanyFields, type FactFields, GENESIS_HASH, type StoredEvent } from "../../schema/events.ts";
import { commandIdOf, companyIdOf, FactId } from "../../schema/ids.ts";
import { ROSA, START, SYSTEM_KEY } from "../../testing/people.ts";
import { decideCompany, MOST_FACTS } from "./decide.ts";
import { record as recorded } from "../contact/record.ts";
import { evolveCompany, foldCompany } from "./evolve.ts";
import { companyModel } from "./rows.ts";
import { type Company, emptyCompany } from "./state.ts";

const streamId = companyIdOf(SYSTEM_KEY, "engine.example");
const by = ROSA;
let count = 0;
const cause = () => ({ ...beginning(commandIdOf("test", String((count += 1)))), streamId, by });
const [HIRING, FUNDING] = [FactId.parse("fact_hiring"), FactId.parse("fact_funding")];

const engine: CompanyFields = { name: "Engine Works", domains: ["engine.example"], status: "known" };
const planners: FactFields = {
  kind: "hiring",
  value: "two planners",
  source: "jobs.example",
  method: "person",
  confidence: 9_000,
  found: true,
  observedAt: "2026-11-01T00:00:00.000Z",
  expiresAt: null,
};
const record = (more: Partial<CompanyFields> = {}): CompanyCommand => ({
  type: "RecordCompany",
  ...cause(),
  company: { ...engine, ...more },
});
const state = (factId: FactId = HIRING, more: Partial<FactFields> = {}): CompanyCommand => ({
  type: "RecordFact",
  ...cause(),
  factId,
  fact: { ...planners, ...more },
});
const retract = (factId: FactId = HIRING): CompanyCommand => ({
  type: "RetractFact",
  ...cause(),
  factId,
  reason: "mistake",
});

/** The company after the commands, and the types of what each recorded, or the reason of its refusal. */
function after(...commands: readonly CompanyCommand[]) {
  let company: Company = emptyCompany;
  const events: StoredEvent[] = [];
  const answers = commands.map((command) => {
    const decided = decideCompany(command, company, "desk");
    if (!decided.ok) return decided.error.reason;
    for (const one of decided.value) {
      const at = new Date(START + company.version).toISOString();
      const place = { streamId, version: company.version + 1, at, prevHash: GENESIS_HASH };
      const { event } = recorded(one, { ...place, ...beginning(command.commandId) }, null, () => new Uint8Array());
      events.push(event);
      company = evolveCompany(company, event);
    }
    return decided.value.map(({ type }) => type).join(" ");
  });
  return { company, answers, events };
}

describe("a company's stream", () => {
  it("records a company, its facts and their retraction, and each content once", ({ expect }) => {
    const { answers, company } = after(record(), record(), state(), state(), retract(), retract(), record());
    expect(answers).toEqual(["CompanyRecorded", "", "FactRecorded", "", "FactRetracted", "", ""]);
    expect(company).toMatchObject({ version: 3, facts: {}, retracted: { [HIRING]: 3 } });
  });

  it("records a content that comes back after another one", ({ expect }) => {
    const [blocked, sales] = [record({ status: "blocked" }), state(HIRING, { value: "a seller" })];
    const { answers, company } = after(record(), blocked, record(), state(), sales, state(), retract(), state());
    expect(answers.filter((answer) => answer === "")).toEqual([]);
    expect(company.recorded).toMatchObject({ status: "known", version: 3, by });
    expect(company.facts[HIRING]).toMatchObject({ value: "two planners", version: 8 });
    expect(company.retracted).toEqual({});
  });

  it("refuses a fact of an unknown company, and takes back no fact that it never had", ({ expect }) => {
    expect(after(state(), record(), retract()).answers).toEqual(["unknown", "CompanyRecorded", "unknown"]);
  });

  it("refuses one fact more than are read with a contact, and then still replaces and takes back", ({ expect }) => {
    const many = Array.from({ length: MOST_FACTS }, (_, index) => state(FactId.parse(`fact_${index}`)));
    const first = FactId.parse("fact_0");
    const { answers } = after(record(), ...many, state(), state(first, { value: "other" }), retract(first), state());
    expect(answers.slice(-4)).toEqual(["invalid", "FactRecorded", "FactRetracted", "FactRecorded"]);
  });

  it("cites the row that was there before, by its version", ({ expect }) => {
    const { events } = after(record(), record({ status: "blocked" }), state(), retract());
    expect(events.map(({ provenance }) => provenance.evidence.map(({ table, id }) => `${table} ${id}`))).toEqual([
      [`companies ${streamId}`],
      [`companies ${streamId}@1`],
      [`companies ${streamId}@2`],
      [`events ${streamId}@3`],
    ]);
  });

  it("gives the rows of any version", ({ expect }) => {
    const { events } = after(record(), state(), state(FUNDING, { kind: "funding" }), retract());
    expect(companyModel(streamId, emptyCompany)).toBeNull();
    expect(companyModel(streamId, foldCompany(events, 3))?.facts.map(({ id, version }) => [id, version])).toEqual([
      [FUNDING, 3],
      [HIRING, 2],
    ]);
    expect(companyModel(streamId, foldCompany(events))).toMatchObject({
      company: { domain: "engine.example", version: 1, head: 4 },
      facts: [{ id: FUNDING }],
    });
  });

  const anyCommand = fc.oneof(
    fc.record({ name: fc.constantFrom("A", "B"), status: fc.constantFrom("known" as const, "blocked" as const) }),
    fc.record({ fact: fc.constantFrom(HIRING, FUNDING), value: fc.constantFrom("one", "two") }),
    fc.record({ gone: fc.constantFrom(HIRING, FUNDING) }),
  );
  const commandOf = (drawn: object): CompanyCommand => {
    const { name, status, fact, value, gone } = drawn as Record<string, never>;
    return gone ? retract(gone) : fact ? state(fact, { value }) : record({ name, status });
  };

  it("has exactly the last content of each thing, whatever came before, and records no repeat", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (drawn) => {
        const commands = drawn.map(commandOf);
        const once = after(...commands);
        const twice = after(...commands.flatMap((command) => [command, { ...command, ...cause() } as CompanyCommand]));
        expect(twice.events.length).toBe(once.events.length);
        expect(companyModel(streamId, twice.company)).toEqual(companyModel(streamId, once.company));
        const isRecorded = drawn.some((one) => "name" in one);
        const firstCompany = drawn.findIndex((one) => "name" in one);
        for (const id of [HIRING, FUNDING]) {
          const last = drawn.findLast(
            (one, index) =>
              (isRecorded && index > firstCompany && "fact" in one && one.fact === id) ||
              ("gone" in one && one.gone === id),
          );
          expect(once.company.facts[id]?.value).toBe(last && "value" in last ? last.value : undefined);
        }
      }),
    );
  });
});
