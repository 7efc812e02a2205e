// Helps the tests of accepted work on a real installation: a home and `npm start` that end with the test, leads, and holds.
import { onTestFinished } from "vitest";
import { eventually } from "../../local/eventually.ts";
import { chanceOf } from "../seed.ts";
import { type Home, homeIn } from "./home.ts";
import type { Ledger } from "./ledger.ts";
import { npmStart, type Started } from "./npm-start.ts";
import { emailOf, webhookOf } from "./plan.ts";
import { click, openHolds, type OpenHold } from "./reviewer.ts";
import { postTo, type Target } from "./senders.ts";

export interface Running extends Target {
  readonly started: Started;
}

/** A home that is removed after the test. */
export function aHome(folder?: string): Home {
  const home = homeIn(folder);
  onTestFinished(() => home.remove());
  return home;
}

/** Starts `npm start` on the home, and waits until it is ready. A failed test leaves no process behind. */
export async function run(home: Home): Promise<Running> {
  const started = await npmStart(home);
  onTestFinished(() => started.kill(chanceOf(1)));
  await started.ready;
  return { started, url: started.url, secrets: home.secrets() };
}

/** The numbers of so many persons, from the first on. */
export const persons = (count: number, first = 1): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** Posts a lead of each person, all at once; `time` numbers the leads of a person. Returns how many were accepted. */
export async function postLeads(to: Target, numbers: readonly number[], ledger: Ledger, time = 1): Promise<number> {
  const posts = numbers.map((number) =>
    postTo(to, { email: emailOf(number), webhook: webhookOf(number, "website", time), isOptOut: false }, ledger),
  );
  return (await Promise.all(posts)).filter(Boolean).length;
}

/** Waits until each of these persons has an open hold of this kind, and returns the holds. */
export const holdsOf = (
  to: Target,
  kind: OpenHold["kind"],
  numbers: readonly number[],
): Promise<readonly OpenHold[]> => {
  const emails = numbers.map(emailOf);
  return eventually(
    async () => {
      const holds = (await openHolds(to)).filter(
        ({ kind: own, shown }) => own === kind && emails.includes(shown.email ?? ""),
      );
      return holds.length === emails.length && holds;
    },
    { what: `${emails.length} open ${kind} holds` },
  );
};

/** Confirms the previews of these persons, one after another. Returns their drafts, and the milliseconds that the slowest click took. */
export async function drafts(
  to: Target,
  numbers: readonly number[],
  ledger: Ledger,
): Promise<{ readonly open: readonly OpenHold[]; readonly clickMilliseconds: number }> {
  let clickMilliseconds = 0;
  for (const preview of await holdsOf(to, "preview", numbers)) {
    const startedAt = Date.now();
    await click(to, "confirm", preview, ledger);
    clickMilliseconds = Math.max(clickMilliseconds, Date.now() - startedAt);
  }
  return { open: await holdsOf(to, "draft", numbers), clickMilliseconds };
}
