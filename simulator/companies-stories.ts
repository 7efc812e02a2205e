// Stories in which a company is recorded while a hold of its people waits.
import { openHold } from "../domain/contact/state.ts";
import { companyWish, factWish } from "../testing/companies.ts";
import { MINUTE } from "./moments.ts";
import { ADA, leadOf, releasing, type Story, suppress } from "./stories.ts";
import type { World } from "./world.ts";

const DOMAIN = "engine.example";

/** A company, a fact ten minutes later, and a turn of the cron after each and after an hour. */
function recorded({ companies }: World): void {
  companies.record(companyWish(DOMAIN), 10 * MINUTE);
  companies.gradeAgain(12 * MINUTE);
  companies.record(factWish(DOMAIN), 20 * MINUTE);
  companies.gradeAgain(22 * MINUTE);
  companies.gradeAgain(90 * MINUTE);
}

/** Nobody looks at the preview. */
export const recordedTwice: Story = {
  name: "a company and a fact within an hour",
  reviewer: () => null,
  begin: (world) => {
    world.send(leadOf(ADA));
    recorded(world);
  },
};

/** A person edits the draft, and lets it lie. */
export const recordedLate: Story = {
  name: "a company that is recorded while an edited draft waits",
  reviewer: (contactId, contact, world) => (openHold(contact)?.edited ? null : releasing()(contactId, contact, world)),
  begin: (world) => {
    world.send(leadOf(ADA));
    recorded(world);
  },
};

/** The address comes on the list before the company is recorded, and nobody asks the object to check the list. */
export const listedMeanwhile: Story = {
  name: "a list entry before the company",
  reviewer: () => null,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(5 * MINUTE);
    await suppress(world, ADA);
    recorded(world);
  },
};
