// Finds events of a log that were decided by two policies at once.
import { eventInRow, type StoredEvent } from "../schema/events.ts";
import { type Policy, policyMark, PolicySection } from "../schema/policy.ts";
import type { EventRow } from "../schema/shipment.ts";

/** The sections that an event was decided by, as it names them. */
const namedIn = ({ policy, provenance }: StoredEvent) => [
  ...(policy ? [[policy.section, policy.digest] as const] : []),
  ...provenance.evidence.flatMap(({ table, id, columns }) => {
    const section = table === "policy" ? PolicySection.safeParse(columns["section"]).data : undefined;
    return section ? [[section, id] as const] : [];
  }),
];

/** The events that no single policy of these explains: one part of each was decided by another policy than the rest. */
export const halfInForce = (rows: readonly EventRow[], policies: readonly Policy[]): readonly string[] =>
  rows.flatMap((row) => {
    const event = eventInRow(row);
    const named = namedIn(event);
    const isWhole = policies.some((policy) =>
      named.every(([section, digest]) => policyMark(policy, section).digest === digest),
    );
    return isWhole ? [] : [`${event.streamId}@${event.version} ${event.type}`];
  });
