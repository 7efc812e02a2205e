// Sample CRM data of a contact and her company, for the qualifier's tests.
import type { Hydrated } from "../../schema/hydrated.ts";
import { companyIdOf } from "../../schema/ids.ts";
import { ada, SYSTEM_KEY } from "../people.ts";

type Fact = Hydrated["facts"][number];

export const NOW = new Date("2026-11-22T12:00:00.000Z");

export const knownCompany: Hydrated["company"] = {
  id: companyIdOf(SYSTEM_KEY, "engine.example"),
  name: "Engine Works",
  domain: "engine.example",
  status: "known",
  version: 1,
  head: 1,
  joinedBy: "domain",
};

/** The CRM data of Ada after a web form: an address and a name, but no title and no company. */
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

/** The same data with some fields replaced. */
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
  source: "jobs.example",
  version: 2,
  observedAt: "2026-10-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
  ...more,
});
