// The page of what people and timers did to the installation itself: one administrative stream of the log, newest first.
import type { AdministrationAnswer } from "../../../schema/answers.ts";
import { type AdminId, SUPPRESSION_STREAMS } from "../../../schema/ids.ts";
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
  ["ad_releases", "Releases"],
  ...SUPPRESSION_STREAMS.map(
    (stream) => [stream, `Suppression list, digests that begin with ${stream.slice(-1)}`] as const,
  ),
];

export const AdministrationPage = ({ view, streamId, answer: { entries, next } }: AdministrationProps) => (
  <Page
    view={view}
    title="Administration"
    intro="What was done to the installation itself, by whom and why. Notes in a person’s own words are sealed under a key of their month."
  >
    <Choice path="/administration" name="stream" options={STREAMS} chosen={streamId} />
    {entries.length === 0 ? (
      <Empty>Nothing was recorded here yet.</Empty>
    ) : (
      <Events view={view} entries={entries} label="Events of the installation" />
    )}
    <More href={next === null ? null : `/administration?stream=${streamId}&before=${next}`} label="Earlier events" />
  </Page>
);
