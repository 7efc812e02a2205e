// Decides administrative commands: policy, suppression list, exports, releases, roots. They share the chain and table of contacts
// and have no personal values. A person's note reaches this code sealed already (schema/notes.ts).
import type { AdminCommand, PeopleCommand, RequestCommand } from "../../schema/commands.ts";
import { shortDigestOf } from "../../schema/canonical.ts";
import type { Writer } from "../../schema/lists.ts";
import type { RecordedReason } from "../../schema/notes.ts";
import type { Eyes } from "../../schema/second-person.ts";
import {
  byPerson,
  entryEvidence,
  readingEvidence,
  releaseEvidence,
  rootEvidence,
  type Source,
  wholePolicyEvidence,
} from "../evidence.ts";
import { certain, type Decided } from "./decision.ts";

/**
 * The events of an administrative command; of `PublishRoot` they are in publish-root.ts, of people and tokens in people/, of the stop switch in
 * dispatching.ts. `writer` is the role of the port.
 */
export function decideAdmin(
  command: Exclude<
    AdminCommand,
    PeopleCommand | RequestCommand | { type: "PublishRoot" | "StopDispatch" | "ResumeDispatch" }
  >,
  writer: Writer,
): readonly Decided[] {
  switch (command.type) {
    case "AdoptPolicy": {
      const digest = shortDigestOf(command.policy);
      const evidence = wholePolicyEvidence(digest, Object.keys(command.policy).length);
      return [
        {
          type: "PolicyAdopted",
          writer,
          payload: {
            policy: command.policy,
            digest,
            ...(command.whatIf ? { whatIf: command.whatIf } : {}),
            by: command.by,
            ...reasonOf(command),
            ...eyesOf(command),
          },
          why: certain("adopted", byPerson(command.by), evidence),
          policy: null,
        },
      ];
    }
    case "AddSuppressions": {
      const evidence = command.entries.slice(0, 50).map(({ revision, kind }) => entryEvidence(kind, revision));
      const source = sourceOf(command.by, writer);
      const payload = {
        entries: command.entries,
        cause: command.cause,
        ...(command.by ? { by: command.by } : {}),
        ...reasonOf(command),
      };
      return [
        { type: "SuppressionAdded", writer, payload, why: certain(command.cause, source, ...evidence), policy: null },
      ];
    }
    case "LiftSuppression": {
      const { revision, kind, digest, by } = command;
      const evidence = entryEvidence(kind, revision);
      return [
        {
          type: "SuppressionLifted",
          writer,
          payload: { revision, kind, digest, by, ...reasonOf(command), ...eyesOf(command) },
          why: certain("lifted", sourceOf(by, writer), evidence),
          policy: null,
        },
      ];
    }
    case "OpenExport": {
      const { root, streams, events, contacts, by } = command;
      const evidence = rootEvidence(root, { streams, events });
      const counted = { streams, events, ...(contacts === undefined ? {} : { contacts }) };
      const payload = { root, ...counted, by, ...reasonOf(command), ...eyesOf(command) };
      return [
        { type: "ExportOpened", writer, payload, why: certain("export_opened", byPerson(by), evidence), policy: null },
      ];
    }
    case "RecordReading": {
      const { day, by, contacts, opened } = command;
      const why = certain("words_read", "rule:words-read@1", readingEvidence(day, { contacts, opened }));
      return [{ type: "WordsRead", writer, payload: { day, by, contacts, opened }, why, policy: null }];
    }
    case "JudgeRelease": {
      const { release, verdict, sources, by } = command;
      // The evidence of a verdict is outside the log; the digest identifies the judged sources.
      const evidence = releaseEvidence(sources, { release, verdict });
      const payload = { release, verdict, sources, by };
      return [{ type: "ReleaseJudged", writer, payload, why: certain("evals", byPerson(by), evidence), policy: null }];
    }
  }
}

const reasonOf = ({ reason, note }: RecordedReason): RecordedReason => ({
  ...(reason ? { reason } : {}),
  ...(note ? { note } : {}),
});

/** Who agreed, where the port says it. */
const eyesOf = ({ eyes }: { readonly eyes?: Eyes | undefined }) => (eyes ? { eyes } : {});

/** The provenance source. The cron records entries from their rows, so its rule is the source, not the person named in the row. */
function sourceOf(by: string | undefined, writer: Writer): Source {
  if (writer === "cron") return "rule:reconcile@1";
  return by === undefined ? "rule:opt-out@1" : byPerson(by);
}
