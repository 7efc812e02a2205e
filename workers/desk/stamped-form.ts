// Accepts a form only from a page of the desk, from a signed-in person, and stamped for this session and the displayed text.
import type { Context } from "hono";
import { answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Identities } from "./identities.ts";
import type { Trouble } from "./refusals.ts";
import { type Fields, formFields } from "./request-fields.ts";
import { isSameOrigin } from "./same-origin.ts";
import { isStamped, type Session } from "./session.ts";
import { sessionOf } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

export interface StampedForm {
  readonly session: Session;
  readonly identities: Identities;
  readonly fields: Fields;
}

/** The form, or the answer that refuses it. `page` is where the person can continue; `read` reads the fields of its body. */
export async function stampedForm(
  desk: Desk,
  c: Context<DeskContext>,
  page: string,
  read: (request: Request) => Promise<Result<Fields, Trouble>> = formFields,
): Promise<Result<StampedForm, Response>> {
  if (!isSameOrigin(c.req.raw)) return err(await answerTrouble(desk, c, troubles.foreignRequest, page));
  const session = sessionOf(c);
  const { identities } = desk;
  if (!session || !identities) return err(await answerTrouble(desk, c, troubles.sessionOver, "/login"));
  const body = await read(c.req.raw);
  if (!body.ok) return err(await answerTrouble(desk, c, body.error, page));
  const { stamp, ...fields } = body.value;
  const purpose = { path: c.req.path, shown: typeof fields["digest"] === "string" ? fields["digest"] : undefined };
  return isStamped(identities, session, purpose, String(stamp ?? ""))
    ? ok({ session, identities, fields })
    : err(await answerTrouble(desk, c, troubles.wrongStamp, page));
}
