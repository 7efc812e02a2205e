// The page of what people and timers did to the installation itself: one administrative stream of the log, newest first.
import type { AdministrationAnswer } from "../../../schema/answers.ts";
import { type AdminId, DISPATCH_STREAM, suppressionLetters, SUPPRESSION_STREAMS } from "../../../schema/ids.ts";
import { AUDIT_STREAM } from "../../../domain/log-keys.ts";
import { Page } from "./layout.tsx";
import { Choice, Empty, More } from "./parts.tsx";
import { Events } from "./provenance.tsx";
import type { View } from "./view.ts";

interface AdministrationProps {
  readonly view: View;
  readonly streamId: AdminId;
  readonly answer: AdministrationAnswer;
}

/** The streams that the page offers, with what is in them. */
const STREAMS: readonly (readonly [stream: string, words: string])[] = [
  [AUDIT_STREAM, "Exports, reading of words, roots and keys"],
  ["ad_policy", "Policy"],
  ["ad_people", "People and tokens"],
  ["ad_releases", "Releases"],
  [DISPATCH_STREAM, "Stopping and resuming of sending"],
  ...SUPPRESSION_STREAMS.map(
    (stream) => [stream, `Suppression list, digests that begin with ${suppressionLetters(stream).join(", ")}`] as const,
  ),
];

export const AdministrationPage = ({
  view,
  streamId,
  answer: { entries, unopened, unreadable, next },
}: AdministrationProps) => (
  <Page
    view={view}
    title="Administration"
    intro="What was done to the installation itself, by whom and why. Notes in a person’s own words are sealed under a key of their month."
  >
    <Choice path="/administration" name="stream" options={STREAMS} chosen={streamId} />
    {unreadable.length > 0 && (
      <p class="warning" role="alert">
        What the log has as <Versions of={unreadable} /> of <code>{streamId}</code> is no event, so somebody changed it,
        or a later release wrote it. The others are shown. <code>npx holdpoint verify</code> checks the log.
      </p>
    )}
    {unopened.length > 0 && (
      <p class="warning" role="alert">
        The note of <Versions of={unopened} areLinks /> did not open, although the key of its month is there: the note
        or the key was changed. A key that was overwritten to destroy it and not emptied looks the same.{" "}
        <code>npx holdpoint verify</code> checks the log.
      </p>
    )}
    {entries.length + unreadable.length === 0 ? (
      <Empty>Nothing was recorded here yet.</Empty>
    ) : (
      <Events view={view} entries={entries} unopened={unopened} label="Events of the installation" />
    )}
    <More href={next === null ? null : `/administration?stream=${streamId}&before=${next}`} label="Earlier events" />
  </Page>
);

/** `event 4`, or `events 4, 7`; as links where the page has the events. */
const Versions = ({ of, areLinks = false }: { readonly of: readonly number[]; readonly areLinks?: boolean }) => (
  <>
    {of.length === 1 ? "event" : "events"}{" "}
    {of.map((version, index) => (
      <>
        {index > 0 && ", "}
        {areLinks ? <a href={`#v${version}`}>{String(version)}</a> : String(version)}
      </>
    ))}
  </>
);
