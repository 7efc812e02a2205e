// The ports: which queries and commands each role may send to the contacts' objects. A port has two methods, `ask` and `perform`,
// and each takes a batch. For each entry this file has its schema and its route: the object that performs it, as which writer,
// and the queue whose messages the answer contains. Performing an entry is in durable-objects/host/.
import type * as z from "zod";
import type {
  AdministrationAnswer,
  Answer,
  BriefAnswer,
  ClaimAnswer,
  ClickAnswer,
  CompanyAnswer,
  DiscardAnswer,
  EraseAnswer,
  HistoryAnswer,
  ListedCheck,
  ListedState,
  ReadModelsAnswer,
  RebuildAnswer,
  RebuiltList,
  OpenedLetter,
  RedriveAnswer,
  RewrapAnswer,
  ScoreBasisAnswer,
  ScoresDue,
  SourceSpend,
  ProofAnswer,
  ComparedObjects,
  RootMade,
} from "./answers.ts";
import { beginning } from "./cause.ts";
import type { DeskWish } from "./commands.ts";
import {
  AddSuppressions,
  type AdminCommand,
  ApproveDraft,
  ClaimDispatch,
  CloseTask,
  ClearRevisit,
  ConfirmPreview,
  type ContactCommand,
  DismissPreview,
  EditDraft,
  FlagContact,
  HoldDraft,
  PlaceContact,
  CorrectContact,
  ReassignHold,
  ReceiveSignal,
  RecordAction,
  RecordGrades,
  RecordModelCall,
  RecordScore,
  RejectDraft,
  ReportConflict,
  RequestRun,
  SetRevisit,
  SettleDispatch,
  SnoozeHold,
  UndoApproval,
} from "./commands.ts";
import { DropFact, MergeCompanies, PutCompany, PutFact, RecordStatement } from "./company-commands.ts";
import * as desk from "./desk-commands.ts";
import {
  CheckKeyQuery,
  type Errand,
  ListRevisionQuery,
  ModelSpendQuery,
  NoteWritten,
  PolicyInForceQuery,
  ScoresDueQuery,
  StoreMessage,
} from "./errands.ts";
import type { DispatchingShown } from "./dispatching.ts";
import { Identity } from "./formats.ts";
import { AdminId, commandIdOf, type ContactId, type StreamId } from "./ids.ts";
import type { Queue } from "./lists.ts";
import {
  BriefQuery,
  CheckQuery,
  HistoryQuery,
  HoldQuery,
  type ObjectAnswers,
  type ObjectCommand,
  type ObjectQuery,
  RecallQuery,
  ScoreBasisQuery,
  StandingQuery,
  TimelineQuery,
} from "./object-calls.ts";
import type { ObjectDamage } from "./object-damage.ts";
import type { Policy } from "./policy.ts";
import type { AdoptionAnswer, PolicyAnswer, PolicyFault } from "./policy-answer.ts";
import { type IssuedToken, PEOPLE_STREAM, type PeopleAnswer, type TokenRow } from "./people.ts";
import type { PortRole } from "./roles.ts";
import type { Refusal } from "./refusals.ts";
import * as sources from "./source-commands.ts";
import type { DoorSources, ShownSource } from "./sources.ts";
import type { Result } from "./result.ts";
import {
  type Eyes,
  type GuardedAction,
  type GuardWish,
  ONCE,
  type Performer,
  type RequestsAnswer,
} from "./second-person.ts";

/** Where one entry of a batch goes: a call of one stream's object, or an errand that the port performs itself. */
export type Routed<Call> =
  | {
      readonly streamId: StreamId;
      readonly call: Call;
      /** Of an action that needs a second person where there are two. */
      readonly guard?: Guard<Call>;
      /** Who reads the contact's words in the answer, when it has them opened for a person. */
      readonly reading?: Reading;
    }
  | { readonly errand: Errand };

/** What must be passed before a call is made. */
export interface Guard<Call> {
  readonly wish: GuardWish;
  /** The call with who agreed. */
  readonly passed: (eyes: Eyes) => Call;
  /** The answer to a call that is not made. */
  readonly refused: (refusal: Refusal) => unknown;
}

/** A person reads the opened words of a contact. */
export interface Reading {
  readonly by: string;
  readonly contactId: ContactId;
}

/**
 * One kind of query or command of a port. `read` parses a received value and routes it; it throws when the value does not fit the
 * schema.
 */
export interface PortEntry<Schema extends z.ZodType, Call> {
  readonly schema: Schema;
  readonly read: (value: unknown) => Routed<Call>;
}

const entry = <S extends z.ZodType, Call>(
  schema: S,
  route: (value: z.infer<S>) => Routed<Call>,
): PortEntry<S, Call> => ({
  schema,
  read: (value) => route(schema.parse(value)),
});

const query = <S extends z.ZodType<ObjectQuery>>(schema: S) =>
  entry(schema, (call): Routed<ObjectQuery> => ({ streamId: call.contactId, call }));

/** A query whose answer has a contact's words opened, for the person `by`. */
const readBy = (by: string, call: ObjectQuery): Routed<ObjectQuery> => ({
  streamId: call.contactId,
  call,
  reading: { by, contactId: call.contactId },
});

const command = <S extends z.ZodType>(schema: S, route: (value: z.infer<S>) => Routed<ObjectCommand>) =>
  entry(schema, route);

/** An entry that concerns no single object. */
const errand = <S extends z.ZodType<Errand>>(schema: S) => entry<S, never>(schema, (value) => ({ errand: value }));

/** A command of a stage. The stage sends the answer's `next`: the messages for the queue `sends`. */
const relayed = <S extends z.ZodType<ContactCommand>>(schema: S, sends: Queue | null = null) =>
  command(schema, (wish) => ({ streamId: wish.contactId, call: { type: "Relay", command: wish, sends } }));

/** A command of a person at the desk: the object ships it and sends its messages itself. */
const clicked = <S extends z.ZodType<DeskWish>>(schema: S) =>
  command(schema, (wish) => ({ streamId: wish.contactId, call: { type: "Click", command: wish } }));

/**
 * An administrative command, which its object ships before it answers. Its id is derived from its fields, so a repeat is the same
 * command.
 */
function recorded(writer: "desk" | "deploy", wish: DistributiveOmit<AdminCommand, "correlationId" | "causationId">) {
  const call = { type: "Record" as const, command: { ...wish, ...beginning(wish.commandId) }, writer };
  return { streamId: wish.streamId, call };
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * The wish to rebuild something. A rebuild that loses nothing goes page by page and can be repeated: all of it is one use of the agreement. One that gives
 * events up is a use of its own each time.
 */
export const rebuildWish = (
  what: Omit<Extract<GuardedAction, { action: "rebuild" }>, "action">,
  performer: Performer | null,
): GuardWish => ({
  action: { action: "rebuild", ...what },
  use: what.discard ? ONCE : "rebuild",
  performer,
  reason: "other",
  why: "",
});

const NOT_REBUILT = {
  refusal: "not_agreed",
  at: null,
  events: 0,
  changed: false,
  discarded: 0,
  wordsLost: false,
} as const;

/** The queries and commands of one role, by type. */
interface RolePort {
  readonly queries: Readonly<Record<string, PortEntry<z.ZodType, ObjectQuery>>>;
  readonly commands: Readonly<Record<string, PortEntry<z.ZodType, ObjectCommand>>>;
}

export const PORTS = {
  ingest: {
    queries: {
      PolicyInForce: errand(PolicyInForceQuery),
      Standing: query(StandingQuery),
      ModelSpend: errand(ModelSpendQuery),
      ListRevision: errand(ListRevisionQuery),
      CheckKey: errand(CheckKeyQuery),
      Sources: errand(sources.SourcesQuery),
    },
    commands: {
      ReceiveSignal: relayed(ReceiveSignal, "plan"),
      ReportConflict: relayed(ReportConflict),
      RecordStatement: errand(RecordStatement),
      /** Records the suppression-list entries that ingest wrote to `CRM` for an opt-out. */
      AddSuppressions: command(AddSuppressions, (wish) => ({
        streamId: wish.streamId,
        call: { type: "Administer", command: wish, writer: "ingest" },
      })),
    },
  },
  planner: {
    queries: {
      PolicyInForce: errand(PolicyInForceQuery),
      History: query(HistoryQuery),
      Recall: query(RecallQuery),
      ModelSpend: errand(ModelSpendQuery),
      ListRevision: errand(ListRevisionQuery),
    },
    commands: {
      RecordModelCall: relayed(RecordModelCall.extend({ step: RecordModelCall.shape.step.extract(["plan"]) })),
      RecordAction: relayed(RecordAction, "qualify"),
    },
  },
  qualifier: {
    queries: { PolicyInForce: errand(PolicyInForceQuery) },
    commands: { RecordGrades: relayed(RecordGrades) },
  },
  scorer: {
    queries: {
      PolicyInForce: errand(PolicyInForceQuery),
      ScoreBasis: query(ScoreBasisQuery),
      ScoresDue: errand(ScoresDueQuery),
      ModelSpend: errand(ModelSpendQuery),
      ListRevision: errand(ListRevisionQuery),
    },
    commands: { RecordScore: relayed(RecordScore) },
  },
  composer: {
    queries: {
      PolicyInForce: errand(PolicyInForceQuery),
      Brief: query(BriefQuery),
      ModelSpend: errand(ModelSpendQuery),
      ListRevision: errand(ListRevisionQuery),
    },
    commands: {
      RecordModelCall: relayed(RecordModelCall.extend({ step: RecordModelCall.shape.step.extract(["compose"]) })),
      HoldDraft: relayed(HoldDraft),
    },
  },
  dispatcher: {
    queries: {},
    commands: {
      ClaimDispatch: command(ClaimDispatch, (wish) => ({
        streamId: wish.contactId,
        call: { type: "Claim", command: wish },
      })),
      SettleDispatch: relayed(SettleDispatch),
      StoreMessage: errand(StoreMessage),
      NoteWritten: errand(NoteWritten),
    },
  },
  desk: {
    queries: {
      PolicyInForce: errand(PolicyInForceQuery),
      Timeline: entry(TimelineQuery.extend({ by: Identity }), ({ by, ...call }) => readBy(by, call)),
      Check: query(CheckQuery),
      Hold: entry(HoldQuery.extend({ by: Identity }), ({ by, ...call }) => readBy(by, call)),
      EndedSession: errand(desk.EndedSessionQuery),
      People: errand(desk.PeopleQuery),
      Token: errand(desk.TokenQuery),
      Administration: errand(desk.AdministrationQuery),
      CheckListed: errand(desk.CheckListedQuery),
      Letter: errand(desk.LetterQuery),
      CheckPolicy: errand(desk.CheckPolicyQuery),
      PolicyByDigest: errand(desk.PolicyByDigestQuery),
      Proof: errand(desk.ProofQuery),
      Listed: errand(desk.ListedQuery),
      ContactIds: errand(desk.ContactIdsQuery),
      ShownSources: errand(sources.ShownSourcesQuery),
      Dispatching: errand(desk.DispatchingQuery),
      Requests: errand(desk.RequestsQuery),
    },
    commands: {
      ConfirmPreview: clicked(ConfirmPreview),
      DismissPreview: clicked(DismissPreview),
      EditDraft: clicked(EditDraft),
      ApproveDraft: clicked(ApproveDraft),
      RejectDraft: clicked(RejectDraft),
      UndoApproval: clicked(UndoApproval),
      SnoozeHold: clicked(SnoozeHold),
      ReassignHold: clicked(ReassignHold),
      RequestRun: clicked(RequestRun),
      SetRevisit: clicked(SetRevisit),
      ClearRevisit: clicked(ClearRevisit),
      FlagContact: clicked(FlagContact),
      CloseTask: clicked(CloseTask),
      PlaceContact: clicked(PlaceContact),
      CorrectContact: clicked(CorrectContact),
      EraseContact: command(desk.EraseContact, ({ performer = null, ...wish }) => ({
        streamId: wish.contactId,
        call: { type: "Erase", command: wish },
        guard: {
          // The person's own words may name whom they want erased, and a note would outlive the erasure.
          wish: {
            action: { action: "erase", contactId: wish.contactId },
            use: wish.commandId,
            performer,
            reason: wish.reason,
            why: "",
          },
          passed: (eyes) => ({ type: "Erase", command: { ...wish, eyes } }),
          refused: (refusal): EraseAnswer => ({ logged: true, version: 0, refusal, isComplete: false }),
        },
      })),
      WakeContact: command(desk.WakeContact, ({ contactId }) => ({ streamId: contactId, call: { type: "Wake" } })),
      RebuildObject: command(desk.RebuildObject, ({ performer = null, ...call }) => ({
        streamId: call.streamId,
        call,
        guard: {
          wish: rebuildWish({ what: "object", streamId: call.streamId, discard: call.discard }, performer),
          passed: () => call,
          refused: (refused): RebuildAnswer => ({ ...NOT_REBUILT, refused }),
        },
      })),
      AdoptPolicy: errand(desk.AdoptPolicy),
      AnnounceVerdict: command(desk.AnnounceVerdict, (wish) => {
        const { type: _, ...fields } = wish;
        return recorded("deploy", {
          type: "JudgeRelease",
          commandId: commandIdOf("JudgeRelease", fields.release, fields.verdict, fields.sources),
          streamId: AdminId.parse("ad_releases"),
          ...fields,
        });
      }),
      AnnounceExport: errand(desk.AnnounceExport),
      Suppress: errand(desk.Suppress),
      Lift: errand(desk.Lift),
      ImportContacts: errand(desk.ImportContacts),
      PutCompany: errand(PutCompany),
      PutFact: errand(PutFact),
      DropFact: errand(DropFact),
      MergeCompanies: errand(MergeCompanies),
      WishSource: errand(sources.WishSource),
      WishSourceChange: errand(sources.WishSourceChange),
      WishSecret: errand(sources.WishSecret),
      WishSecretDropped: errand(sources.WishSecretDropped),
      WishSourceEnabled: errand(sources.WishSourceEnabled),
      RebuildReadModels: errand(desk.RebuildReadModels),
      RebuildList: errand(desk.RebuildList),
      RewrapKeys: errand(desk.RewrapKeys),
      Redrive: errand(desk.Redrive),
      DiscardBody: errand(desk.DiscardBody),
      EndSession: errand(desk.EndSession),
      MakeRoot: errand(desk.MakeRoot),
      CompareObjects: errand(desk.CompareObjects),
      GiveRole: command(desk.GiveRole, (given) => {
        const { type: _, seen, ...wish } = given;
        return recorded("desk", {
          type: "ChangeRole",
          commandId: commandIdOf("ChangeRole", wish.identity, wish.role, wish.by, String(seen)),
          streamId: PEOPLE_STREAM,
          ...wish,
        });
      }),
      MakeToken: errand(desk.MakeToken),
      EndToken: command(desk.EndToken, (given) => {
        const { type: _, ...wish } = given;
        return recorded("desk", {
          type: "RevokeToken",
          commandId: commandIdOf("RevokeToken", wish.tokenId, wish.by),
          streamId: PEOPLE_STREAM,
          ...wish,
        });
      }),
      Agree: errand(desk.Agree),
      Decline: command(desk.Decline, (given) => {
        const { type: _, ...wish } = given;
        return recorded("desk", {
          type: "DeclineAction",
          commandId: commandIdOf("DeclineAction", wish.requestId, wish.by),
          streamId: PEOPLE_STREAM,
          ...wish,
        });
      }),
      Stop: errand(desk.Stop),
      Resume: errand(desk.Resume),
    },
  },
} as const satisfies Record<PortRole, RolePort>;

type Typed = { readonly type: string };
type Ports = typeof PORTS;
type SchemaIn<List> = List[keyof List] extends PortEntry<infer S, unknown> ? z.infer<S> : never;
/** The queries that a role may send. */
export type QueryOf<R extends PortRole> = Extract<SchemaIn<Ports[R]["queries"]>, Typed>;
/** The commands that a role may send. */
export type PortCommandOf<R extends PortRole> = Extract<SchemaIn<Ports[R]["commands"]>, Typed>;

/** The answer's type for each query and command of the ports. */
export interface PortAnswers
  extends
    Pick<ObjectAnswers, "Standing" | "Recall" | "Timeline" | "Check" | "Hold">,
    Record<DeskWish["type"], ClickAnswer> {
  readonly History: HistoryAnswer;
  readonly Brief: BriefAnswer;
  readonly ReceiveSignal: Answer;
  readonly ReportConflict: Answer;
  readonly RecordStatement: CompanyAnswer;
  readonly AddSuppressions: Answer;
  readonly RecordModelCall: Answer;
  readonly RecordAction: Answer;
  readonly RecordGrades: Answer;
  readonly ScoreBasis: ScoreBasisAnswer;
  readonly ScoresDue: ScoresDue;
  readonly RecordScore: Answer;
  readonly HoldDraft: Answer;
  readonly ClaimDispatch: ClaimAnswer;
  readonly SettleDispatch: Answer;
  readonly ModelSpend: readonly SourceSpend[];
  readonly ListRevision: number;
  /** Null when the key is the installation's. */
  readonly CheckKey: Refusal | null;
  readonly StoreMessage: null;
  readonly NoteWritten: null;
  readonly EraseContact: EraseAnswer;
  readonly WakeContact: ClickAnswer;
  readonly RebuildObject: RebuildAnswer;
  readonly PolicyInForce: PolicyAnswer;
  /** Null for a digest that no adopted policy has. */
  readonly PolicyByDigest: Policy | null;
  /** Empty for a policy that can be adopted. */
  readonly CheckPolicy: readonly PolicyFault[];
  readonly AdoptPolicy: AdoptionAnswer;
  readonly AnnounceExport: ClickAnswer;
  readonly AnnounceVerdict: ClickAnswer;
  readonly Suppress: ClickAnswer;
  readonly Lift: ClickAnswer;
  /** One for each entry of the query, in its order. */
  readonly Listed: readonly ListedState[];
  /** One for each address of the query, in its order. */
  readonly ContactIds: readonly ContactId[];
  readonly ImportContacts: { readonly sent: number };
  readonly PutCompany: CompanyAnswer;
  readonly PutFact: CompanyAnswer;
  readonly DropFact: CompanyAnswer;
  /** The company is the one that goes on. */
  readonly MergeCompanies: CompanyAnswer;
  readonly Sources: DoorSources;
  readonly ShownSources: readonly ShownSource[];
  readonly WishSource: ClickAnswer;
  readonly WishSourceChange: ClickAnswer;
  readonly WishSecret: ClickAnswer;
  readonly WishSecretDropped: ClickAnswer;
  readonly WishSourceEnabled: ClickAnswer;
  readonly RebuildReadModels: ReadModelsAnswer;
  readonly RebuildList: RebuiltList;
  readonly RewrapKeys: RewrapAnswer;
  /** Null for an unknown id. */
  readonly Letter: OpenedLetter | null;
  readonly Redrive: RedriveAnswer;
  readonly DiscardBody: DiscardAnswer;
  /** Null for a value that no entry could be about. */
  readonly CheckListed: ListedCheck | null;
  readonly EndedSession: boolean;
  readonly Administration: AdministrationAnswer;
  readonly EndSession: null;
  readonly Requests: RequestsAnswer;
  readonly Agree: ClickAnswer;
  readonly Decline: ClickAnswer;
  readonly Proof: ProofAnswer;
  readonly MakeRoot: RootMade;
  readonly CompareObjects: ComparedObjects;
  readonly People: PeopleAnswer;
  /** Null for a token that was never issued. */
  readonly Token: TokenRow | null;
  readonly GiveRole: ClickAnswer;
  /** `issued` is null when the command was refused. */
  readonly MakeToken: ClickAnswer & { readonly issued: IssuedToken | null };
  readonly EndToken: ClickAnswer;
  readonly Dispatching: DispatchingShown;
  readonly Stop: ClickAnswer;
  /** `logged` also says that messages go out again: the row of the stop switch is written after the event. */
  readonly Resume: ClickAnswer;
}

export type AnswerTo<Entry> = Entry extends { readonly type: infer T extends keyof PortAnswers }
  ? PortAnswers[T]
  : never;

/**
 * Why an entry has no answer. `refused`: the port has no such entry, or it does not parse. `failed`: the object threw or did not
 * answer. `object_unreadable` and `object_differs`: the storage of the stream's object is damaged, and a person must rebuild the
 * object. `log_unavailable`: the object has recorded the entry, and the log did not accept the events; a repeat appends them.
 * `log_conflict`: the log has another event at their place, and a person must investigate. `key_differs`: a key of the port's Worker
 * is not the installation's; `detail` names it.
 */
export interface Failed {
  readonly reason: "refused" | "failed" | ObjectDamage | "log_unavailable" | "log_conflict" | "key_differs";
  /**
   * The field that does not parse, the name of an error, what is damaged, the log's reason, or the version that conflicts; never a
   * value that was sent.
   */
  readonly detail: string;
  /** The stream of the object that cannot be read. */
  readonly streamId?: StreamId;
}
export type Answered<T> = Result<T, Failed>;

/**
 * The port of a role. It returns one answer per entry, in order; an entry that fails does not affect the others. Commands of a
 * contact run in order. What an answer follows from is in the log.
 */
export interface Port<R extends PortRole> {
  ask<const Q extends QueryOf<R>>(queries: readonly Q[]): Promise<readonly Answered<AnswerTo<Q>>[]>;
  perform<const C extends PortCommandOf<R>>(commands: readonly C[]): Promise<readonly Answered<AnswerTo<C>>[]>;
}
