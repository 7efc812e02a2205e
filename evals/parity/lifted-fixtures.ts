// A fixture for each flag that forbids messages, on a contact whose mailbox was taken off the list: the flag alone then stops the next lead.
import { Flag } from "../../schema/lists.ts";
import type { Fixture, FixtureStep } from "../../testing/memory/fixture.ts";
import { ROSA } from "../../testing/people.ts";

const EMAIL = "ada@lifted.example";

const webhook = (id: string, type: string, data: object): FixtureStep => ({
  do: "webhook",
  source: "standard_webhooks",
  id,
  contentType: "application/json",
  body: JSON.stringify({ type, data: { email: EMAIL, ...data } }),
});

export const liftedFixtures = (): readonly Fixture[] =>
  Flag.exclude(["replied"]).options.map((flag) => ({
    id: `lifted, still ${flag}`,
    companies: [],
    seniorities: [],
    autoConfirm: false,
    steps: [
      webhook(`msg_${flag}`, "history.imported", { flags: [flag] }),
      { do: "deliver" },
      { do: "lift", kind: "address", value: EMAIL, by: ROSA, why: "taken off by itself" },
      webhook(`msg_${flag}_lead`, "lead.created", { message: "Please call me." }),
      { do: "deliver" },
    ],
  }));
