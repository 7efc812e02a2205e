// A run that is under way, as the desk lists it: what it waits for, how often its object has looked after it, and why it waits, where that is known.
import * as z from "zod";
import { ModelOutcome } from "./model-call.ts";
import { UnderWayRow, type UnderWayStep } from "./shipment.ts";

/** A row of the list, with the end of the last call of a model for the step; null where none was made. */
export const WaitingRun = UnderWayRow.extend({ modelOutcome: ModelOutcome.nullable() });
export type WaitingRun = z.infer<typeof WaitingRun>;

/** Why a run waits, where it is known: sending is stopped, or how the last call of a model for the step has failed. */
export const WaitReason = z.union([z.literal("sending_stopped"), ModelOutcome.exclude(["ok"])]);
export type WaitReason = z.infer<typeof WaitReason>;

const STEPS: Readonly<Record<UnderWayStep, string>> = {
  plan: "the plan of what to do",
  grade: "the grades",
  compose: "the draft",
  dispatch: "the message to be handed over for sending",
  claimed: "the answer of the mail provider",
};
/** What a run waits for, in words. */
export const stepWord = (step: UnderWayStep): string => STEPS[step];

const REASONS: Readonly<Record<WaitReason, string>> = {
  sending_stopped: "sending is stopped",
  timeout: "the model did not answer in time",
  rate_limited: "the model’s provider asks to wait",
  unavailable: "the model cannot be reached",
  refused: "the model’s provider refused the call",
  cut_off: "the model’s answer was too long",
  empty: "the model’s answer was empty",
  malformed: "the model’s answer could not be read",
  over_budget: "the budget for models is used up",
  breaker_open: "the model has failed too often, and is left alone for a while",
  not_configured: "no model is configured",
};
/** Why a run waits, in words. */
export const waitWord = (reason: WaitReason): string => REASONS[reason];
