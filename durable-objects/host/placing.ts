// Writes to the CRM what follows from a stream, after the log has its events: the rows of a company, where a contact is placed, what a person
// corrected of it, the webhook sources, and the row of the stop switch. A company that was merged first gives its facts to the one that goes on, so that no lead between the two is graded without them.
import { factFieldsOf } from "../../domain/company/decide.ts";
import { foldCompany } from "../../domain/company/evolve.ts";
import { companyModel } from "../../domain/company/rows.ts";
import type { Company, Merge, RecordedFact } from "../../domain/company/state.ts";
import { foldSources, sourceRows } from "../../domain/source/state.ts";
import { correctionRow } from "../../domain/contact/corrections.ts";
import { dispatchingOf } from "../../domain/contact/dispatching.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Dispatching } from "../../drizzle/dispatching.ts";
import type { Crm } from "../../drizzle/crm.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import type { AbsorbCompany } from "../../schema/company-commands.ts";
import {
  commandIdOf,
  type CompanyId,
  ContactId,
  DISPATCH_STREAM,
  type FactId,
  type StreamId,
} from "../../schema/ids.ts";
import type { RecordedCommand } from "../../schema/object-calls.ts";
import { SOURCES_STREAM } from "../../schema/sources.ts";

interface Ports {
  readonly companies: Pick<Crm, "putCompany" | "putPlacement" | "putCorrection" | "putSources">;
  readonly dispatching: Pick<Dispatching, "put">;
  readonly record: (command: RecordedCommand, as: "desk") => Promise<ClickAnswer>;
}

export interface Placing {
  /** Writes what follows from the stream up to `version`. A repeat changes nothing. Throws when the CRM or another object does not answer. */
  readonly place: (version: number) => Promise<void>;
  /** The version of the last event from which something follows; 0 without one. */
  readonly toPlace: () => number;
}

const isCompany = (streamId: StreamId | null): streamId is CompanyId => streamId?.startsWith("co_") ?? false;

export function openPlacing(stream: Stream, { companies, dispatching, record }: Ports): Placing {
  return {
    toPlace: () => {
      const { version, placement, corrections } = stream.contact;
      return isCompany(stream.streamId) || stream.streamId === SOURCES_STREAM || stream.streamId === DISPATCH_STREAM
        ? version
        : Math.max(placement?.version ?? 0, corrections?.version ?? 0);
    },
    async place(version) {
      const { streamId } = stream;
      const { placement } = stream.contact;
      if (placement && placement.version <= version)
        await companies.putPlacement({ contactId: ContactId.parse(streamId), ...placement });
      if ((stream.contact.corrections?.version ?? Infinity) <= version) {
        const correction = correctionRow(ContactId.parse(streamId), stream.contact, stream.open);
        if (correction) await companies.putCorrection(correction);
      }
      if (streamId === SOURCES_STREAM) await companies.putSources(sourceRows(foldSources(stream.events, version)));
      if (streamId === DISPATCH_STREAM) await dispatching.put(dispatchingOf(stream.events, version));
      if (!isCompany(streamId)) return;
      const company = foldCompany(stream.events, version);
      if (company.merged) await absorbed(company, company.merged, record);
      const model = companyModel(streamId, company);
      if (model) await companies.putCompany(model);
    },
  };
}

/** Gives the facts of a merged company to the one that goes on; where that one was merged meanwhile, to the one that goes on for both. */
async function absorbed(company: Company, merge: Merge, record: Ports["record"]): Promise<void> {
  const tried = new Set<CompanyId>();
  for (let { into } = merge; !tried.has(into);) {
    tried.add(into);
    const { refusal } = await record(absorbCommand(company, merge, into), "desk");
    if (refusal === null) return;
    if (refusal.reason !== "company_merged") throw new Error(`the facts were not taken over: ${refusal.reason}`);
    ({ into } = refusal);
  }
  throw new Error("companies are merged in a circle");
}

function absorbCommand({ facts }: Company, merge: Merge, into: CompanyId): AbsorbCompany {
  const { merged, version: at, by, reason, note } = merge;
  return {
    type: "AbsorbCompany",
    ...beginning(commandIdOf("AbsorbCompany", into, merged)),
    streamId: into,
    merged,
    at,
    facts: (Object.entries(facts) as [FactId, RecordedFact][]).map(([factId, fact]) => ({
      factId,
      version: fact.version,
      fact: factFieldsOf(fact),
    })),
    by,
    ...(reason ? { reason } : {}),
    ...(note ? { note } : {}),
  };
}
