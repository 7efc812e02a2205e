// What each role may ask of the contacts' objects and may have done. A role's port has two verbs, each over a batch: `ask` and `perform`.
// Here stands the closed list of each: the schemas, and which object an entry goes to, in whose name, and whose messages come back.
import type { z } from "zod";
import type {
  Answer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  ReadModelsAnswer,
  RebuildAnswer,
  RedriveAnswer,
} from "./answers.ts";
import { beginning } from "./cause.ts";
import { digestOf } from "./canonical.ts";
import type { DeskWish } from "./commands.ts";
import {
  AddSuppressions,
  type AdminCommand,
  ApproveDraft,
  ClaimDispatch,
  CloseTask,
  ConfirmPreview,
  type ContactCommand,
  DismissPreview,
  EditDraft,
  EraseContact,
  FlagContact,
  HoldDraft,
  ReassignHold,
  ReceiveSignal,
  RecordAction,
  RecordGrades,
  RecordModelCall,
  RejectDraft,
  ReportConflict,
  RequestRun,
  SettleDispatch,
  SnoozeHold,
  UndoApproval,
} from "./commands.ts";
import { defaultPolicy } from "./default-policy.ts";
import * as desk from "./desk-commands.ts";
import { AdminId, commandIdOf, type StreamId } from "./ids.ts";
import type { Queue } from "./lists.ts";
import {
  BriefQuery,
  HistoryQuery,
  type ObjectAnswers,
  type ObjectCommand,
  type ObjectQuery,
  RebuildObject,
  RecallQuery,
  StandingQuery,
  TimelineQuery,
} from "./object-calls.ts";
import type { PortRole } from "./roles.ts";
import type { Result } from "./result.ts";

/** What one entry of a batch comes to: a call of one stream's object, or an errand of the port itself. */
export type Routed<Call> = { readonly streamId: StreamId; readonly call: Call } | { readonly errand: desk.Errand };

/** An entry of a port's list. `read` parses what came through the port, and throws where it is not what the schema says. */
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

const command = <S extends z.ZodType>(schema: S, route: (value: z.infer<S>) => Routed<ObjectCommand>) =>
  entry(schema, route);

/** A stage's command. Its caller appends what the answer ships, and sends on the messages of the queue `sends`. */
const relayed = <S extends z.ZodType<ContactCommand>>(schema: S, sends: Queue | null = null) =>
  command(schema, (wish) => ({ streamId: wish.contactId, call: { type: "Relay", command: wish, sends } }));

const clicked = <S extends z.ZodType<DeskWish>>(schema: S) =>
  command(schema, (wish) => ({ streamId: wish.contactId, call: { type: "Click", command: wish } }));

/** An administrative command of the desk, with an id derived from what it says: the same again is the same command. */
function recorded(writer: "desk" | "deploy", wish: DistributiveOmit<AdminCommand, "correlationId" | "causationId">) {
  const call = { type: "Record" as const, command: { ...wish, ...beginning(wish.commandId) }, writer };
  return { streamId: wish.streamId, call };
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a role may ask and have performed: an entry for each type. */
interface RolePort {
  readonly queries: Readonly<Record<string, PortEntry<z.ZodType, ObjectQuery>>>;
  readonly commands: Readonly<Record<string, PortEntry<z.ZodType, ObjectCommand>>>;
}

export const PORTS = {
  ingest: {
    queries: { Standing: query(StandingQuery) },
    commands: {
      ReceiveSignal: relayed(ReceiveSignal, "plan"),
      ReportConflict: relayed(ReportConflict),
      /** The event of list rows that an opt-out wrote; the rows are in `CRM` first. */
      AddSuppressions: command(AddSuppressions, (wish) => ({
        streamId: wish.streamId,
        call: { type: "Administer", command: wish, writer: "ingest" },
      })),
    },
  },
  planner: {
    queries: { History: query(HistoryQuery), Recall: query(RecallQuery) },
    commands: {
      RecordModelCall: relayed(RecordModelCall.extend({ step: RecordModelCall.shape.step.extract(["plan"]) })),
      RecordAction: relayed(RecordAction, "qualify"),
    },
  },
  qualifier: { queries: {}, commands: { RecordGrades: relayed(RecordGrades) } },
  composer: {
    queries: { Brief: query(BriefQuery) },
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
    },
  },
  desk: {
    queries: { Timeline: query(TimelineQuery) },
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
      FlagContact: clicked(FlagContact),
      CloseTask: clicked(CloseTask),
      EraseContact: command(EraseContact, (wish) => ({
        streamId: wish.contactId,
        call: { type: "Erase", command: wish },
      })),
      WakeContact: command(desk.WakeContact, ({ contactId }) => ({ streamId: contactId, call: { type: "Wake" } })),
      RebuildObject: command(RebuildObject, (call) => ({ streamId: call.streamId, call })),
      AdoptReleasePolicy: command(desk.AdoptReleasePolicy, ({ by }) =>
        recorded("desk", {
          type: "AdoptPolicy",
          commandId: commandIdOf("AdoptPolicy", digestOf(defaultPolicy)),
          streamId: AdminId.parse("ad_policy"),
          policy: defaultPolicy,
          by,
        }),
      ),
      AnnounceExport: command(desk.AnnounceExport, (wish) => {
        const { type: _, ...said } = wish;
        return recorded("desk", {
          type: "OpenExport",
          commandId: commandIdOf("OpenExport", said.root, said.by, said.why),
          streamId: AdminId.parse("ad_audit"),
          ...said,
        });
      }),
      AnnounceVerdict: command(desk.AnnounceVerdict, (wish) => {
        const { type: _, ...said } = wish;
        return recorded("deploy", {
          type: "JudgeRelease",
          commandId: commandIdOf("JudgeRelease", said.release, said.verdict, said.sources),
          streamId: AdminId.parse("ad_releases"),
          ...said,
        });
      }),
      Suppress: command(desk.Suppress, (errand) => ({ errand })),
      Lift: command(desk.Lift, (errand) => ({ errand })),
      RebuildReadModels: command(desk.RebuildReadModels, (errand) => ({ errand })),
      Redrive: command(desk.Redrive, (errand) => ({ errand })),
    },
  },
} as const satisfies Record<PortRole, RolePort>;

type Typed = { readonly type: string };
type Ports = typeof PORTS;
type SchemaIn<List> = List[keyof List] extends PortEntry<infer S, unknown> ? z.infer<S> : never;
/** What a role may ask. */
export type QueryOf<R extends PortRole> = Extract<SchemaIn<Ports[R]["queries"]>, Typed>;
/** What a role may have done. */
export type PortCommandOf<R extends PortRole> = Extract<SchemaIn<Ports[R]["commands"]>, Typed>;

/** What each entry is answered with. */
export interface PortAnswers
  extends
    Pick<ObjectAnswers, "Standing" | "History" | "Recall" | "Brief" | "Timeline">,
    Record<DeskWish["type"], ClickAnswer> {
  readonly ReceiveSignal: Answer;
  readonly ReportConflict: Answer;
  readonly AddSuppressions: Answer;
  readonly RecordModelCall: Answer;
  readonly RecordAction: Answer;
  readonly RecordGrades: Answer;
  readonly HoldDraft: Answer;
  readonly ClaimDispatch: ClaimAnswer;
  readonly SettleDispatch: Answer;
  readonly EraseContact: EraseAnswer;
  readonly WakeContact: ClickAnswer;
  readonly RebuildObject: RebuildAnswer;
  readonly AdoptReleasePolicy: ClickAnswer;
  readonly AnnounceExport: ClickAnswer;
  readonly AnnounceVerdict: ClickAnswer;
  readonly Suppress: ClickAnswer;
  readonly Lift: ClickAnswer;
  readonly RebuildReadModels: ReadModelsAnswer;
  readonly Redrive: RedriveAnswer;
}

export type AnswerTo<Entry> = Entry extends { readonly type: infer T extends keyof PortAnswers }
  ? PortAnswers[T]
  : never;

/** Why an entry of a batch has no answer: it is not in the port's list, or does not parse; or the object did not answer. */
export interface Failed {
  readonly reason: "refused" | "failed";
  /** A place or a name; never what was said. */
  readonly detail: string;
}
export type Answered<T> = Result<T, Failed>;

/** A role's port. It answers each entry by itself, in order: one that fails leaves its neighbours alone. Commands of one contact keep their order. */
export interface Port<R extends PortRole> {
  ask<const Q extends QueryOf<R>>(queries: readonly Q[]): Promise<readonly Answered<AnswerTo<Q>>[]>;
  perform<const C extends PortCommandOf<R>>(commands: readonly C[]): Promise<readonly Answered<AnswerTo<C>>[]>;
}
