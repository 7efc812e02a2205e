// Turns a command of the stream `ad_sources` into an event or a refusal. Pure: no clock, no random ids, no I/O. What is so already is not recorded
// again, whatever the id of the command is.
import { canonicalJson } from "../../schema/canonical.ts";
import type { Writer } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { SourceCommand } from "../../schema/source-commands.ts";
import {
  MOST_SECRETS,
  MOST_SOURCES,
  RecordedSource,
  type SourceChange,
  SOURCES_STREAM,
  SourceSettings,
} from "../../schema/sources.ts";
import { certain, type Decided } from "../contact/decision.ts";
import { byPerson, eventEvidence, newSourceEvidence } from "../evidence.ts";
import type { Sources, StatedSource } from "./state.ts";

/** What the source is from now on, and what was changed; null where nothing is. */
type Change = Result<{ readonly change: SourceChange; readonly now: RecordedSource } | null, Refusal>;

/** The event of a command; none where its content is recorded already. */
export function decideSource(
  command: SourceCommand,
  sources: Sources,
  writer: Writer,
): Result<readonly Decided[], Refusal> {
  const before = sources.byName.get(command.source) ?? null;
  const changed = changeOf(command, before, sources);
  if (!changed.ok) return changed;
  if (!changed.value) return ok([]);
  const { source, by } = command;
  const { change, now } = changed.value;
  const evidence = before
    ? eventEvidence(SOURCES_STREAM, before.version, { source })
    : newSourceEvidence(source, sources.version);
  const why = certain(`source_${change}`, byPerson(by), evidence);
  return ok([{ type: "SourceChanged", writer, payload: { source, change, by, now }, why, policy: null }]);
}

function changeOf(command: SourceCommand, before: StatedSource | null, sources: Sources): Change {
  if (command.type === "AddSource") return added(command, before, sources);
  if (!before) return err({ reason: "unknown", what: "source" });
  const now = RecordedSource.strip().parse(before);
  switch (command.type) {
    case "ChangeSource": {
      const next = { ...now, ...command.settings };
      return ok(canonicalJson(next) === canonicalJson(now) ? null : { change: "changed", now: next });
    }
    case "AddSourceSecret": {
      if (now.secrets.some(({ mark }) => mark === command.secret.mark)) return ok(null);
      if (now.secrets.length >= MOST_SECRETS) return err({ reason: "two_secrets", source: command.source });
      return ok({ change: "secret_added", now: { ...now, secrets: [command.secret, ...now.secrets] } });
    }
    case "DropSourceSecret": {
      const secrets = now.secrets.filter(({ mark }) => mark !== command.mark);
      if (secrets.length === now.secrets.length) return ok(null);
      if (secrets.length === 0) return err({ reason: "last_secret", source: command.source });
      return ok({ change: "secret_dropped", now: { ...now, secrets } });
    }
    case "EnableSource":
      return ok(
        now.enabled === command.enabled
          ? null
          : { change: command.enabled ? "enabled" : "disabled", now: { ...now, enabled: command.enabled } },
      );
  }
}

function added(
  { source, sourceType, settings, secret }: Extract<SourceCommand, { type: "AddSource" }>,
  before: StatedSource | null,
  { byName }: Sources,
): Change {
  const now: RecordedSource = { type: sourceType, ...settings, enabled: true, secrets: [secret] };
  // The same click again. Its secret is sealed anew each time, so the marks are compared.
  if (before) return isSame(before, now) ? ok(null) : err({ reason: "source_exists", source });
  return byName.size >= MOST_SOURCES ? err({ reason: "invalid", field: "source" }) : ok({ change: "added", now });
}

const isSame = (one: RecordedSource, other: RecordedSource): boolean => comparable(one) === comparable(other);
const comparable = ({ type, enabled, secrets, ...rest }: RecordedSource): string =>
  canonicalJson({
    type,
    enabled,
    secrets: secrets.map(({ mark }) => mark),
    settings: SourceSettings.strip().parse(rest),
  });
