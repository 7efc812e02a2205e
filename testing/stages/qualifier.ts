// What the CRM knows of the people in the qualifier's tests.
import type { Hydrated } from "../../schema/hydrated.ts";
import { companyIdOf } from "../../schema/ids.ts";
import { ada } from "../people.ts";

type Fact = Hydrated["facts"][number];

export const NOW = new Date("2026-11-22T12:00:00.000Z");

export const knownCompany: Hydrated["company"] = {
  id: companyIdOf("engine.example"),
  name: "Engine Works",
  domain: "engine.example",
  status: "known",
  joinedBy: "domain",
};

/** Ada as a form leaves her: an address, no title, no company. */
export const unknownAda: Hydrated = {
  contact: {
    id: ada,
    email: "ada@engine.example",
    name: "Ada Lovelace",
    title: null,
    companyName: null,
    seniority: null,
    senioritySource: null,
  },
  company: null,
  facts: [],
};

export const adaWith = (
  contact: Partial<NonNullable<Hydrated["contact"]>>,
  more: Partial<Hydrated> = {},
): Hydrated => ({
  ...unknownAda,
  ...more,
  contact: { ...(unknownAda.contact ?? []), ...contact } as NonNullable<Hydrated["contact"]>,
});

export const directorAtKnownCompany = adaWith({ title: "Director of Engineering" }, { company: knownCompany });

export const factOf = (id: string, kind: string, more: Partial<Fact> = {}): Fact => ({
  id,
  kind,
  value: "whatever it says",
  observedAt: "2026-10-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
  ...more,
});
