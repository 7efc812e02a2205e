// Attacks on the events of the log: by who can write the databases (plain, or with every hash made again), and by who has the log's key too.
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import { suppressionStreamOf } from "../../schema/ids.ts";
import { logKeyOf } from "../log-keys.ts";
import { logSigner } from "../../schema/log-signature.ts";
import type { Attack } from "./attack.ts";
import { type Change, ERASED, type Fields, set, streamNamed, type Victim, WAITING, WRITTEN } from "./victim.ts";

const flipped = (text: unknown): string => `${String(text).startsWith("A") ? "B" : "A"}${String(text).slice(1)}`;
const OTHER = "f".repeat(22);
const OTHER_HASH = "f".repeat(64);
const AUDIT = streamNamed("ad_audit");

type Target = (victim: Victim) => ReturnType<Victim["last"]>;
const graded: Target = ({ last }) => last("QualificationGraded", WRITTEN);
const approved: Target = ({ last }) => last("DraftApproved", WRITTEN);
const claimed: Target = ({ last }) => last("DispatchClaimed", WRITTEN);
const signal: Target = ({ last }) => last("SignalReceived", WRITTEN);
const drafted: Target = ({ last }) => last("DraftHeld", WRITTEN);
const decided: Target = ({ last }) => last("ActionDecided", WRITTEN);

/** What can be changed in an event, and where. */
const CHANGES = {
  "a grade": [graded, set("payload.basisPoints", 3000)],
  "a verdict": [graded, set("payload.verdict", "needs_review")],
  "a reason": [graded, set("provenance.reason", "no_rule")],
  "a confidence": [graded, set("provenance.confidence", 0.5)],
  "a source": [graded, set("provenance.source", "rule:other@1")],
  "a value in the evidence": [graded, set("provenance.evidence.0.columns", { name: "x" })],
  "a row of the evidence": [graded, set("provenance.evidence.0.id", "another")],
  "the policy of a decision": [graded, set("policy.digest", OTHER)],
  "an action": [decided, set("payload.action", "skip")],
  "the revision of a gate": [claimed, set("payload.gate.revision", 1_000)],
  "the flags of a gate": [claimed, set("payload.gate.flags", (flags: object) => ({ ...flags, bounced: true }))],
  "the digest of an approval": [approved, set("payload.digest", OTHER)],
  "the person of an approval": [
    approved,
    (event) =>
      set("provenance.source", "human:mallory@example.com")(set("payload.by", "mallory@example.com")(event) as Fields),
  ],
  "the class of a message": [signal, set("payload.class", "unsubscribe")],
  "the cause of an event": [graded, set("causationId", "msg_another")],
  "the first cause of an event": [graded, set("correlationId", "rc_another")],
  "the command of an event": [graded, set("commandId", "cmd_another")],
  "the writer of an event": [graded, set("writer", "desk")],
  "the time of an event": [graded, set("at", "2020-01-01T00:00:00.000Z")],
  "the type of an event": [drafted, set("type", "DraftUnused")],
  "the shape of an event": [graded, set("schemaVersion", 99)],
  "a letter of the sealed words": [drafted, set("sealed", flipped)],
  "the sealed words, to none": [drafted, set("sealed", null)],
} as const satisfies Readonly<Record<string, readonly [Target, Change]>>;
type Changed = keyof typeof CHANGES;

const plain = Object.entries(CHANGES).map(([what, [target, change]]): Attack => ({
  name: `${what} is changed`,
  change: (victim) => victim.edit(target(victim), change),
  told: "hash_wrong",
}));

const rehashed = (
  [
    "a grade",
    "the revision of a gate",
    "the digest of an approval",
    "the class of a message",
    "the cause of an event",
    "the sealed words, to none",
  ] as const
).map((what): Attack => ({
  name: `${what} is changed, and every hash is made again`,
  change: (victim) => victim.rehash(CHANGES[what][0](victim), CHANGES[what][1]),
  told: "unsigned_tail",
}));

/** With the log's key, only the rules behind the signatures are left. Null: the rules allow it. */
const SIGNED: Readonly<Partial<Record<Changed, Attack["told"]>>> = {
  "a grade": "grade_differs",
  "a verdict": "grade_differs",
  "a reason": "grade_differs",
  "a confidence": "grade_differs",
  "a source": "rule_unknown",
  "a value in the evidence": "grade_differs",
  "the policy of a decision": "policy_unknown",
  "an action": "action_differs",
  "the revision of a gate": "gate_differs",
  "the flags of a gate": "gate_differs",
  "the digest of an approval": "event_unlawful",
  "the class of a message": "class_differs",
  "the writer of an event": "writer_not_allowed",
  "the time of an event": "time_reversed",
  "a letter of the sealed words": "seal_broken",
  "the sealed words, to none": "words_missing",
  "the cause of an event": null,
  "the person of an approval": "read_model_differs",
};
const NO_RULE =
  "Whoever has the log’s key may write whatever the rules allow, and nothing else in the installation knows this field.";
const signed = Object.entries(SIGNED).map(([what, told]): Attack => ({
  name: `${what} is changed, and every hash and signature is made again with the log’s key`,
  change: (victim) => victim.resign(CHANGES[what as Changed][0](victim), CHANGES[what as Changed][1]),
  told,
  ...(told === null ? { because: NO_RULE, outside: "head_differs" as const } : {}),
}));

const stranger = logSigner(logKeyOf(77));

const appended: readonly Attack[] = [
  {
    name: "an approval of a draft that waits is appended",
    change: (victim) => {
      const held = eventInRow(victim.last("DraftHeld", WAITING)) as StoredEvent & {
        payload: Record<string, unknown>;
      };
      const { runId, holdId, draftId, digest, gate } = held.payload;
      victim.append(WAITING, approved(victim), (event) => ({
        ...event,
        payload: { runId, holdId, draftId, digest, gate, approvalId: "ap_forged", by: "rosa@example.com" },
        commandId: "cmd_forged",
      }));
    },
    told: "unsigned_tail",
  },
  {
    name: "a lift of a suppression is appended",
    change: (victim) => {
      const added = victim.last("SuppressionAdded");
      const { payload } = JSON.parse(added.body) as { payload: { entries: { kind: string; digest: string }[] } };
      const [{ kind, digest } = { kind: "address", digest: OTHER }] = payload.entries;
      victim.append(added.streamId, added, (event) => ({
        ...event,
        type: "SuppressionLifted",
        payload: { revision: 99, kind, digest, by: "rosa@example.com", reason: "mistake" },
      }));
    },
    told: "unsigned_tail",
  },
  {
    name: "a verdict is appended",
    change: (victim) => victim.append(WAITING, victim.last("QualificationGraded", WAITING), (event) => event),
    told: "unsigned_tail",
  },
  {
    name: "an erasure is appended",
    change: (victim) => victim.append(WRITTEN, victim.last("ContactErased", ERASED), (event) => event),
    told: "unsigned_tail",
  },
  {
    name: "a new lead is appended",
    change: (victim) => victim.append(WAITING, victim.last("SignalReceived", WAITING), (event) => event),
    told: "unsigned_tail",
  },
  {
    name: "an event is appended with the signature of another one",
    change: (victim) => {
      const [first] = victim.streamOf(WRITTEN).flatMap(({ signature }) => signature ?? []);
      victim.append(WAITING, victim.last("SignalReceived", WAITING), (event) => event, first);
    },
    told: "unsigned_tail",
  },
  {
    name: "a root is appended",
    change: (victim) =>
      victim.append(AUDIT, victim.last("LogKeyAdopted"), (event) => ({
        ...event,
        type: "RootPublished",
        writer: "cron",
        payload: { root: OTHER_HASH, heads: 4, day: "2026-11-22", checkpoint: "forged" },
        provenance: { ...(event["provenance"] as object), source: "rule:daily-root@1", reason: "daily_root" },
      })),
    told: "unsigned_tail",
  },
  {
    name: "another key of the log is adopted, signed by that key",
    change: (victim) =>
      victim.append(AUDIT, victim.last("LogKeyAdopted"), (event) => {
        const { payload } = event as { payload: { key: string } };
        return { ...event, payload: { key: stranger.key, before: payload.key, proof: "A".repeat(86) } };
      }),
    told: "log_key_unproved",
  },
  {
    name: "a lawful event is appended with the log’s key",
    change: (victim) =>
      victim.append(
        suppressionStreamOf(OTHER),
        victim.last("SuppressionAdded"),
        (event) => ({
          ...event,
          payload: {
            entries: [{ revision: 90, kind: "domain", digest: OTHER }],
            cause: "desk",
            by: "rosa@example.com",
            reason: "legal",
          },
        }),
        "signed",
      ),
    told: "list_row_missing",
  },
];

/** Cuts a stream back to the end of its last commit before the last one. */
function cutCommit(victim: Victim): void {
  const own = victim.streamOf(WAITING);
  const end = own.slice(0, -1).findLastIndex(({ signature }) => signature !== null);
  victim.put(WAITING, own.slice(0, end + 1));
}
const FITTED =
  "The rest is a whole log of an earlier time: only a head that somebody else holds shows that there was more.";

const rows: readonly Attack[] = [
  {
    name: "an event in the middle is deleted",
    change: (victim) => victim.put(WRITTEN, victim.streamOf(WRITTEN).toSpliced(2, 1)),
    told: "version_missing",
  },
  {
    name: "an event in the middle is deleted, and the others are numbered and hashed again",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      victim.put(WRITTEN, own.toSpliced(2, 1));
      const first = victim.streamOf(WRITTEN)[0];
      if (first) victim.rehash(first, (event) => event);
    },
    told: "unsigned_tail",
  },
  {
    name: "the first event is deleted",
    change: (victim) => victim.put(WRITTEN, victim.streamOf(WRITTEN).slice(1)),
    told: "version_missing",
  },
  {
    name: "the last event of a commit is cut off",
    change: (victim) => victim.put(WRITTEN, victim.streamOf(WRITTEN).slice(0, -1)),
    told: "unsigned_tail",
  },
  { name: "the last commit is cut off", change: cutCommit, told: "read_model_differs" },
  {
    name: "the last commit is cut off, and all rows are made to fit",
    change: async (victim) => {
      cutCommit(victim);
      await victim.fit();
    },
    told: null,
    because: FITTED,
    outside: "stream_truncated",
  },
  { name: "a contact’s stream is removed", change: (victim) => victim.put(WRITTEN, []), told: "read_model_differs" },
  {
    name: "a contact’s stream is removed, and all rows are made to fit",
    change: async (victim) => {
      victim.put(WRITTEN, []);
      await victim.fit();
    },
    told: null,
    because: FITTED,
    outside: "stream_missing",
  },
  {
    name: "a stream of the suppression list is removed",
    change: (victim) => victim.put(victim.last("SuppressionAdded").streamId, []),
    told: "list_row_unlogged",
  },
  {
    name: "the audit stream is removed",
    change: (victim) => victim.put(AUDIT, []),
    told: "unsigned_tail",
  },
  {
    name: "the bodies of two events are swapped",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      const [one, two] = [own[2], own[3]];
      if (!one || !two) throw new Error("the stream is too short");
      victim.put(
        WRITTEN,
        own
          .with(2, { ...one, body: two.body, sealed: two.sealed })
          .with(3, { ...two, body: one.body, sealed: one.sealed }),
      );
    },
    told: "hash_wrong",
  },
  {
    name: "the last signed event is moved into another contact’s stream, with its hash and signature",
    change: (victim) => {
      const [own, other] = [victim.streamOf(WRITTEN), victim.streamOf(WAITING)];
      const [head] = other.slice(-1);
      if (!head) throw new Error("the stream is empty");
      victim.put(WRITTEN, [...own, { ...head, streamId: WRITTEN, version: own.length + 1 }]);
    },
    told: "hash_wrong",
  },
  {
    name: "two events exchange their versions, with their hashes and signatures",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      const [one, two] = [own[2], own[3]];
      if (!one || !two) throw new Error("the stream is too short");
      victim.put(WRITTEN, own.with(2, { ...two, version: one.version }).with(3, { ...one, version: two.version }));
    },
    told: "hash_wrong",
  },
  {
    name: "the sealed words of two events are swapped",
    change: (victim) => {
      const [one, two] = [signal(victim).sealed, drafted(victim).sealed];
      victim.edit(signal(victim), set("sealed", two));
      victim.edit(drafted(victim), set("sealed", one));
    },
    told: "hash_wrong",
  },
  {
    name: "the sealed words of another contact are put in, with the log’s key",
    change: (victim) => {
      const { sealed } = victim.last("SignalReceived", WAITING);
      victim.resign(signal(victim), set("sealed", sealed));
    },
    told: "seal_broken",
  },
  {
    name: "a hash is changed",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      const [, , third] = own;
      if (third) victim.put(WRITTEN, own.with(2, { ...third, hash: OTHER_HASH }));
    },
    told: "hash_wrong",
  },
  {
    name: "the last signature is taken away",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      const head = own.at(-1);
      if (head) victim.put(WRITTEN, own.with(own.length - 1, { ...head, signature: null }));
    },
    told: "unsigned_tail",
  },
  {
    name: "the text of an event is written with blanks",
    change: (victim) => {
      const own = victim.streamOf(WRITTEN);
      const [, second] = own;
      if (second)
        victim.put(WRITTEN, own.with(1, { ...second, body: JSON.stringify(JSON.parse(second.body), null, 1) }));
    },
    told: "body_not_canonical",
  },
];

export const ON_EVENTS: readonly Attack[] = [...plain, ...rehashed, ...signed, ...appended, ...rows];
