// Derives a company after an event of its stream. It does not refuse an event, because an event is a fact; a fact is kept also where the
// company itself was never recorded.
import type { CompanyEventType } from "../../schema/administrative-events.ts";
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import { type Company, emptyCompany } from "./state.ts";

const EVOLVE: { readonly [T in CompanyEventType]: (company: Company, event: EventOf<T>) => Company } = {
  CompanyRecorded: (company, { payload, version, at }) => ({ ...company, recorded: { ...payload, version, at } }),
  FactRecorded: (company, { payload: { factId, ...fact }, version, at }) => {
    const { [factId]: _, ...retracted } = company.retracted;
    return { ...company, facts: { ...company.facts, [factId]: { ...fact, version, at } }, retracted };
  },
  FactRetracted: (company, { payload: { factId }, version }) => {
    const { [factId]: _, ...facts } = company.facts;
    return { ...company, facts, retracted: { ...company.retracted, [factId]: version } };
  },
  CompaniesMerged: (company, { streamId, payload, version, at }) =>
    payload.merged === streamId
      ? { ...company, merged: { ...payload, version, at } }
      : { ...company, absorbed: { ...company.absorbed, [payload.merged]: version } },
};

/** The company after `event`. An event of another kind of stream only raises the version. */
export function evolveCompany(company: Company, event: StoredEvent): Company {
  const next = { ...company, version: event.version };
  if (!isOfCompany(event)) return next;
  // The table has one entry for each type, so the cast is safe.
  return EVOLVE[event.type](next, event as never);
}

/** Folds a stream up to a version; all of it without one. */
export const foldCompany = (events: readonly StoredEvent[], upTo: number = Infinity): Company =>
  events.filter(({ version }) => version <= upTo).reduce(evolveCompany, emptyCompany);

const isOfCompany = (event: StoredEvent): event is EventOf<CompanyEventType> => event.type in EVOLVE;
