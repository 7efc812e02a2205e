// The clicks of the stop switch: stop sending, resume sending.
import * as z from "zod";
import type { Resume, Stop } from "../../../schema/desk-commands.ts";
import { givenReason, saysWhy } from "../../../schema/notes.ts";
import { performOne } from "../../../schema/only-answer.ts";
import { type Click, type ClickDefinition, type ClickOutcome, defineClick, invalid, outcomeOfClick } from "./action.ts";

const stopFields = z.strictObject(givenReason);
// The stop that the person saw: a newer one is not ended. A form sends it as text.
const resumeFields = z.strictObject({ stopped: z.coerce.number().int().min(1), ...givenReason });

/** Both clicks come through here: who may stop and resume sending is decided in this one place. It is every person who may sign in. */
async function switched(
  { desk, input }: Click<z.output<typeof stopFields>>,
  wish: z.infer<typeof Stop> | z.infer<typeof Resume>,
): Promise<ClickOutcome> {
  if (!saysWhy(input)) return invalid("why");
  return outcomeOfClick(await performOne(desk.port, wish));
}

const stop = defineClick({
  path: "/dispatch/stop",
  notice: "sending_stopped",
  back: () => "/dispatch",
  fields: stopFields,
  act: (click) => switched(click, { type: "Stop", by: click.by, ...click.input }),
});

const resume = defineClick({
  path: "/dispatch/resume",
  notice: "sending_resumed",
  back: () => "/dispatch",
  fields: resumeFields,
  act: (click) => switched(click, { type: "Resume", by: click.by, ...click.input }),
});

export const dispatchActions: readonly ClickDefinition[] = [stop, resume];
