// The steps from each older shape of an event to the next one. Stored events are never changed: upcast.ts reads them through this table.
type Fields = Readonly<Record<string, unknown>>;

/** From one schema version of an event type to the next. Pure, and total: it must accept everything that the older version allowed. */
export interface Upcast {
  /** Converts the stored event. Its stream, version and `sealed` are kept in any case. */
  readonly event?: (event: Fields) => Fields;
  /** Converts the event's sealed words, after decryption. */
  readonly words?: (words: Fields) => Fields;
}

/** The open part of an event with one field more. */
const withField =
  (name: string, value: unknown): NonNullable<Upcast["event"]> =>
  (event) => ({ ...event, payload: { ...(event["payload"] as Fields | undefined), [name]: value } });

/** By type, the steps from schema version 1 to 2, from 2 to 3, and so on. A type that is not listed has had only one shape. */
export const UPCASTS: Readonly<Record<string, readonly Upcast[]>> = {
  // Before, nothing was measured about an edit, and a rejection had the reviewer's own words alone.
  DraftEdited: [{ event: withField("change", null) }],
  DraftRejected: [{ event: withField("reason", null) }],
  // A message says what its readers heard, and lists have more words: what was there before is read as it is.
  SignalReceived: [{}],
  TaskRaised: [{}],
  TaskClosed: [{}],
  OutcomeReported: [{}],
  // Before, an adoption had no reason and no what-if.
  // Then, none said who agreed to it: that is not known.
  PolicyAdopted: [{}, {}],
  // Before, an action that needs two people did not say who agreed.
  ContactErased: [{}],
  SuppressionLifted: [{}],
  ExportOpened: [{}],
  // No release has written version 1, which lacked what replay needs.
  SourceChanged: [{ event: withField("now", null) }],
};
