// The twin of `openGrades` over a deployment in memory, and a cron job that grades its open holds again.
import { memoryCronWork } from "../twins/memory-cron-work.ts";
import { holdRow } from "../../domain/contact/rows.ts";
import { openHold } from "../../domain/contact/state.ts";
import type { OpenGradesPage, OpenGradesQuery } from "../../drizzle/open-grades.ts";
import { gradeAgain, type GradeAgainPorts } from "../../durable-objects/cron/grade-again.ts";
import { type ObjectVerbs, verbsOf } from "../../durable-objects/host/object.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import { arithmeticOf } from "../../schema/shown-hold.ts";
import type { aDeployment } from "./deployment.ts";

type Deployment = ReturnType<typeof aDeployment>;

/** The open holds as the log's rows have them, in the order of their keys. */
function openIn(deployment: Deployment) {
  return deployment
    .streams()
    .filter((id): id is ContactId => id.startsWith("ct_"))
    .flatMap((contactId) => {
      const { contact, events, open } = deployment.streamOf(contactId);
      const hold = openHold(contact);
      if (!hold) return [];
      const arithmetic = arithmeticOf(holdRow(contactId, contact, hold, events, open));
      return [{ key: { at: hold.openedAt, holdId: hold.holdId as string }, contactId, arithmetic }];
    })
    .toSorted((a, b) => (a.key.at + a.key.holdId < b.key.at + b.key.holdId ? -1 : 1));
}

/** A cron job over the deployment's objects. `around` replaces ports; `stored` is its place between two turns. */
export function gradingCron(
  deployment: Deployment,
  around: (ports: GradeAgainPorts) => Partial<GradeAgainPorts> = () => ({}),
) {
  const stored = new Map<string, string>();
  const work = memoryCronWork(stored);
  const [asked, read]: [StreamId[], OpenGradesQuery[]] = [[], []];
  const open = async (query: OpenGradesQuery): Promise<OpenGradesPage> => {
    read.push(query);
    const { after, limit } = query;
    const rows = openIn(deployment).filter(({ key }) => key.at + key.holdId > after.at + after.holdId);
    const shown = rows.slice(0, limit);
    return { grades: shown, next: rows.length > limit ? (shown.at(-1)?.key ?? null) : null };
  };
  const object = (id: StreamId): ObjectVerbs => {
    asked.push(id);
    return verbsOf(() => deployment.host(id));
  };
  const { crm, log, now } = deployment;
  const ports: GradeAgainPorts = { work, open, crm, log, object, policy: deployment.policy, now };
  const own = { ...ports, ...around(ports) };
  return { stored, asked, read, ports: own, turn: () => gradeAgain(own) };
}
