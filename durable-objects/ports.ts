// One entrypoint per role, with that role's methods only. A Worker's binding limits what it may do: it cannot call a method that
// its port does not have.
import { WorkerEntrypoint } from "cloudflare:workers";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1DeadLetters } from "../drizzle/dead-letters.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { installedLog, whenInstalled } from "../drizzle/installation.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { headsAfter } from "../drizzle/log-heads.ts";
import { d1ReadModelRows } from "../drizzle/read-model-rows.ts";
import { d1StreamKeys } from "../drizzle/stream-keys.ts";
import type {
  Answer,
  BriefAnswer,
  ClaimAnswer,
  ClickAnswer,
  EraseAnswer,
  HistoryAnswer,
  Timeline,
  ReadModelsAnswer,
  RebuildAnswer,
  Standing,
} from "../schema/answers.ts";
import * as commands from "../schema/commands.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { commandIdOf, AdminId, type StreamId } from "../schema/ids.ts";
import { digestOf } from "../schema/canonical.ts";
import type * as roles from "../schema/ports.ts";
import type { Recall } from "../schema/recall.ts";
import { rebuildReadModels } from "./host/rebuild-read-models.ts";
import { redrive } from "./redrive.ts";
import { suppressionWork } from "./host/suppress.ts";
import { beginning } from "../schema/cause.ts";

const objectOf = (env: ContactsEnv, streamId: StreamId) => env.CONTACT.get(env.CONTACT.idFromName(streamId));

// Every command is parsed: the caller is another Worker, perhaps of another release.

export class IngestPort extends WorkerEntrypoint<ContactsEnv> implements roles.IngestPort {
  async receive(command: Parameters<roles.IngestPort["receive"]>[0]): Promise<Answer> {
    const wish = commands.ReceiveSignal.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, "plan");
  }
  async reportConflict(command: Parameters<roles.IngestPort["reportConflict"]>[0]): Promise<Answer> {
    const wish = commands.ReportConflict.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
  async standing({ contactId, receipt }: Parameters<roles.IngestPort["standing"]>[0]): Promise<Standing> {
    return objectOf(this.env, contactId).standing({ receipt });
  }
  async addSuppressions(command: Parameters<roles.IngestPort["addSuppressions"]>[0]): Promise<Answer> {
    const wish = commands.AddSuppressions.parse(command);
    return objectOf(this.env, wish.streamId).administer(wish, "ingest");
  }
}

export class PlannerPort extends WorkerEntrypoint<ContactsEnv> implements roles.PlannerPort {
  async history(query: roles.StepQuery): Promise<HistoryAnswer> {
    return objectOf(this.env, query.contactId).history(query);
  }
  async recall(query: roles.StepQuery): Promise<Recall | null> {
    return objectOf(this.env, query.contactId).recall(query);
  }
  async recordCall(command: Parameters<roles.PlannerPort["recordCall"]>[0]): Promise<Answer> {
    const wish = commands.RecordModelCall.parse({ ...command, step: "plan" });
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
  async recordAction(command: Parameters<roles.PlannerPort["recordAction"]>[0]): Promise<Answer> {
    const wish = commands.RecordAction.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, "qualify");
  }
}

export class QualifierPort extends WorkerEntrypoint<ContactsEnv> implements roles.QualifierPort {
  async recordGrades(command: Parameters<roles.QualifierPort["recordGrades"]>[0]): Promise<Answer> {
    const wish = commands.RecordGrades.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
}

export class ComposerPort extends WorkerEntrypoint<ContactsEnv> implements roles.ComposerPort {
  async brief(query: roles.StepQuery): Promise<BriefAnswer> {
    return objectOf(this.env, query.contactId).brief(query);
  }
  async recordCall(command: Parameters<roles.ComposerPort["recordCall"]>[0]): Promise<Answer> {
    const wish = commands.RecordModelCall.parse({ ...command, step: "compose" });
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
  async holdDraft(command: Parameters<roles.ComposerPort["holdDraft"]>[0]): Promise<Answer> {
    const wish = commands.HoldDraft.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
}

export class DispatcherPort extends WorkerEntrypoint<ContactsEnv> implements roles.DispatcherPort {
  async claim(command: Parameters<roles.DispatcherPort["claim"]>[0]): Promise<ClaimAnswer> {
    const wish = commands.ClaimDispatch.parse(command);
    return objectOf(this.env, wish.contactId).claim(wish);
  }
  async settle(command: Parameters<roles.DispatcherPort["settle"]>[0]): Promise<Answer> {
    const wish = commands.SettleDispatch.parse(command);
    return objectOf(this.env, wish.contactId).perform(wish, null);
  }
}

export class DeskPort extends WorkerEntrypoint<ContactsEnv> implements roles.DeskPort {
  async act(command: roles.DeskCommand): Promise<ClickAnswer> {
    const wish = commands.DeskWish.parse(command);
    return objectOf(this.env, wish.contactId).click(wish);
  }
  async timeline(query: Parameters<roles.DeskPort["timeline"]>[0]): Promise<Timeline> {
    return objectOf(this.env, query.contactId).timeline();
  }
  async wake(query: Parameters<roles.DeskPort["wake"]>[0]): Promise<ClickAnswer> {
    return objectOf(this.env, query.contactId).wake();
  }
  async suppress(wishes: readonly roles.SuppressionWish[]): Promise<ClickAnswer> {
    return this.#suppressions().add(wishes);
  }
  async liftSuppression(wish: roles.SuppressionWish): Promise<ClickAnswer> {
    return this.#suppressions().lift(wish);
  }
  async erase(command: Parameters<roles.DeskPort["erase"]>[0]): Promise<EraseAnswer> {
    const wish = commands.EraseContact.parse(command);
    return objectOf(this.env, wish.contactId).erase(wish);
  }
  async adoptPolicy({ by }: Parameters<roles.DeskPort["adoptPolicy"]>[0]): Promise<ClickAnswer> {
    const commandId = commandIdOf("AdoptPolicy", digestOf(defaultPolicy));
    const streamId = AdminId.parse("ad_policy");
    const wish = commands.AdoptPolicy.parse({
      type: "AdoptPolicy",
      ...beginning(commandId),
      streamId,
      policy: defaultPolicy,
      by,
    });
    return objectOf(this.env, streamId).record(wish, "desk");
  }
  async rebuild(query: Parameters<roles.DeskPort["rebuild"]>[0]): Promise<RebuildAnswer> {
    return objectOf(this.env, query.streamId).rebuild(query);
  }
  async rebuildReadModels(query: Parameters<roles.DeskPort["rebuildReadModels"]>[0]): Promise<ReadModelsAnswer> {
    const shards = eventShards(this.env);
    return rebuildReadModels(query, {
      log: installedLog(shards),
      keys: d1StreamKeys(shards),
      rows: whenInstalled(shards, d1ReadModelRows(shards)),
      headsAfter: (page) => headsAfter(shards, page),
      shards: shards.length,
      masterKey: this.env.MASTER_KEY,
    });
  }
  async openExport(query: Parameters<roles.DeskPort["openExport"]>[0]): Promise<ClickAnswer> {
    const commandId = commandIdOf("OpenExport", query.root, query.by, query.why);
    const streamId = AdminId.parse("ad_audit");
    const cause = { ...beginning(commandId), streamId };
    const wish = commands.OpenExport.parse({ type: "OpenExport", ...cause, ...query });
    return objectOf(this.env, streamId).record(wish, "desk");
  }
  async judgeRelease(query: Parameters<roles.DeskPort["judgeRelease"]>[0]): Promise<ClickAnswer> {
    const commandId = commandIdOf("JudgeRelease", query.release, query.verdict, query.sources);
    const streamId = AdminId.parse("ad_releases");
    const cause = { ...beginning(commandId), streamId };
    const wish = commands.JudgeRelease.parse({ type: "JudgeRelease", ...cause, ...query });
    return objectOf(this.env, streamId).record(wish, "deploy");
  }
  async redrive(
    query: Parameters<roles.DeskPort["redrive"]>[0],
  ): Promise<{ readonly sent: boolean; readonly reason: string | null }> {
    const shards = eventShards(this.env);
    const letters = whenInstalled(shards, d1DeadLetters(shards));
    return redrive(query, { env: this.env, letters, at: new Date().toISOString() });
  }
  #suppressions() {
    return suppressionWork({
      list: d1SuppressionList(this.env.CRM),
      crm: d1Crm(this.env.CRM),
      systemKey: this.env.SYSTEM_KEY,
      record: (wish) => objectOf(this.env, wish.streamId).record(wish, "desk"),
    });
  }
}
