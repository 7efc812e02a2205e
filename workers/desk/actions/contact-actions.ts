// Clicks on a contact, an approval or a task.
import { askOne, performOne } from "../../../schema/only-answer.ts";
import * as z from "zod";
import type { CommandOf } from "../../../schema/commands.ts";
import { Day } from "../../../schema/formats.ts";
import { PutCompany } from "../../../schema/company-commands.ts";
import type { Desk } from "../desk.ts";
import { ApprovalId, commandIdOf, CompanyId, ContactId, RunId, TaskId } from "../../../schema/ids.ts";
import { type Flag, Flag as Flags, type FlagCause, TaskClosing } from "../../../schema/lists.ts";
import {
  type ClickDefinition,
  defineClick,
  type Click,
  invalid,
  type ClickOutcome,
  outcomeOfClick,
  requiredWhy,
  seen,
  unknown,
  why,
} from "./action.ts";
import { beginning } from "../../../schema/cause.ts";

export const contactPage = (id: string): string => `/contacts/${id}`;

type ContactClick = Click<{ readonly why: string; readonly seen?: number | undefined }>;

/** The version that a click refers to: the one that the person saw, else the stream's current version. */
const versionOf = async ({ desk, by, input }: ContactClick, contactId: ContactId): Promise<string> =>
  String(input.seen ?? (await askOne(desk.port, { type: "Timeline", contactId, by })).version);

type WishType = "FlagContact" | "RequestRun" | "PlaceContact" | "SetRevisit" | "ClearRevisit" | "CorrectContact";
/** What a person wants of a contact: a command without its ids, its person and the reason. */
type Wish = {
  [T in WishType]: Omit<CommandOf<T>, keyof ReturnType<typeof beginning> | "contactId" | "by" | "why">;
}[WishType];

/**
 * Performs a wish about the contact of the click's path. `key`: what makes two wishes of a type different ones; with the person and the version that
 * they saw it is the command's id, so that the same click twice is one command. `shown` goes with the answer.
 */
export async function performOnContact(
  click: ContactClick,
  wish: Wish,
  key: readonly string[] = [],
  shown: Parameters<typeof outcomeOfClick>[1] = {},
): Promise<ClickOutcome> {
  const contactId = ContactId.safeParse(click.id);
  if (!contactId.success) return unknown("contact");
  const version = await versionOf(click, contactId.data);
  const commandId = commandIdOf(wish.type, contactId.data, click.by, ...key, version);
  const about = { ...beginning(commandId), contactId: contactId.data, by: click.by, why: click.input.why };
  return outcomeOfClick(await performOne(click.desk.port, { ...wish, ...about }), shown);
}

interface FlagChange {
  readonly flag: Flag;
  readonly on: boolean;
  readonly cause: FlagCause;
}

const flagContact = (click: ContactClick, change: FlagChange): Promise<ClickOutcome> =>
  performOnContact(click, { type: "FlagContact", ...change }, [change.flag, String(change.on)]);

const takeOver = defineClick({
  path: "/contacts/:id/take-over",
  notice: "taken_over",
  back: contactPage,
  fields: z.strictObject({ seen: seen.optional(), why }),
  act: (click) => flagContact(click, { flag: "replied", on: true, cause: "takeover" }),
});

const handBack = defineClick({
  path: "/contacts/:id/hand-back",
  notice: "handed_back",
  back: contactPage,
  fields: z.strictObject({ seen: seen.optional(), why }),
  act: (click) => flagContact(click, { flag: "replied", on: false, cause: "handback" }),
});

const flag = defineClick({
  path: "/contacts/:id/flag",
  notice: "flagged",
  back: contactPage,
  // `replied` marks a person's conversation; it has the clicks take-over and hand-back.
  fields: z.strictObject({
    flag: Flags.exclude(["replied"]),
    on: z.union([z.boolean(), z.stringbool()]),
    seen: seen.optional(),
    why: requiredWhy,
  }),
  act: (click) => flagContact(click, { flag: click.input.flag, on: click.input.on, cause: "desk" }),
});

const run = defineClick({
  path: "/contacts/:id/run",
  notice: "run_requested",
  back: contactPage,
  fields: z.strictObject({ seen: seen.optional(), why }),
  act: (click) => performOnContact(click, { type: "RequestRun" }),
});

/** Places the contact at a company, which is named by a domain or its id; where that one was merged, at the one that goes on. */
const place = defineClick({
  path: "/contacts/:id/place",
  notice: "placed",
  back: contactPage,
  fields: z.strictObject({ company: PutCompany.shape.company, seen: seen.optional(), why }),
  act: async (click) => {
    const company = await companyNamed(click.desk, click.input.company);
    return company ? placeAt(click, company) : unknown("company");
  },
});

/** Takes a placement back: the domain of the address says again where the contact belongs. */
const unplace = defineClick({
  path: "/contacts/:id/unplace",
  notice: "unplaced",
  back: contactPage,
  fields: z.strictObject({ seen: seen.optional(), why }),
  act: (click) => placeAt(click, null),
});

const placeAt = (click: ContactClick, company: CommandOf<"PlaceContact">["company"]): Promise<ClickOutcome> =>
  performOnContact(
    click,
    { type: "PlaceContact", company },
    [company?.id ?? ""],
    company ? { companyId: company.id } : {},
  );

/** The company with this id or domain, or the one that goes on for it; null when none is recorded. */
async function companyNamed(desk: Desk, key: string): Promise<CommandOf<"PlaceContact">["company"]> {
  const tried = new Set<string>();
  for (let next = CompanyId.safeParse(key).success ? key : key.toLowerCase(); !tried.has(next);) {
    tried.add(next);
    const card = await desk.reads.company(next);
    if (!card) return null;
    if (card.mergedInto === null) return { id: card.id, version: card.version, status: card.status };
    next = card.mergedInto;
  }
  return null;
}

const lookAgain = defineClick({
  path: "/contacts/:id/look-again",
  notice: "look_again_set",
  back: () => "/not-written",
  fields: z.strictObject({ runId: RunId, on: Day, seen: seen.optional(), why }),
  act: (click) => {
    const { runId, on } = click.input;
    return performOnContact(click, { type: "SetRevisit", runId, on }, [runId, on]);
  },
});

const dontLookAgain = defineClick({
  path: "/contacts/:id/dont-look-again",
  notice: "look_again_cleared",
  back: () => "/not-written",
  fields: z.strictObject({ runId: RunId, seen: seen.optional(), why }),
  act: (click) => {
    const { runId } = click.input;
    return performOnContact(click, { type: "ClearRevisit", runId }, [runId, ""]);
  },
});

const wake = defineClick({
  path: "/contacts/:id/wake",
  notice: "woken",
  back: contactPage,
  fields: z.strictObject({}),
  act: async ({ desk, id }) => {
    const contactId = ContactId.safeParse(id);
    return contactId.success
      ? outcomeOfClick(await performOne(desk.port, { type: "WakeContact", contactId: contactId.data }))
      : unknown("contact");
  },
});

const undo = defineClick({
  path: "/approvals/:id/undo",
  notice: "undone",
  back: (_id, fields) =>
    ContactId.safeParse(fields["contactId"]).success ? contactPage(String(fields["contactId"])) : "/",
  fields: z.strictObject({ contactId: ContactId, why }),
  act: async ({ desk, by, id, input }) => {
    const approvalId = ApprovalId.safeParse(id);
    if (!approvalId.success) return unknown("approval");
    const command = {
      type: "UndoApproval" as const,
      ...beginning(commandIdOf("UndoApproval", approvalId.data, by), approvalId.data),
      contactId: input.contactId,
      approvalId: approvalId.data,
      by,
      why: input.why,
    };
    return outcomeOfClick(await performOne(desk.port, command));
  },
});

const close = defineClick({
  path: "/tasks/:id/close",
  notice: "task_closed",
  back: () => "/tasks",
  fields: z.strictObject({ contactId: ContactId.optional(), how: TaskClosing, why }),
  act: async ({ desk, by, id, input }) => {
    const taskId = TaskId.safeParse(id);
    if (!taskId.success) return unknown("task");
    const contactId = input.contactId ?? (await desk.reads.task(taskId.data))?.streamId;
    if (!contactId) return unknown("task");
    const contact = ContactId.safeParse(contactId);
    if (!contact.success) return invalid("contactId");
    const command = {
      type: "CloseTask" as const,
      ...beginning(commandIdOf("CloseTask", taskId.data, by, input.how), taskId.data),
      contactId: contact.data,
      taskId: taskId.data,
      how: input.how,
      by,
      why: input.why,
    };
    return outcomeOfClick(await performOne(desk.port, command));
  },
});

export const contactActions: readonly ClickDefinition[] = [
  takeOver,
  handBack,
  flag,
  run,
  place,
  unplace,
  lookAgain,
  dontLookAgain,
  wake,
  undo,
  close,
];
