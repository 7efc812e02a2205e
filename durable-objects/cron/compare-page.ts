// Compares a page of streams with their objects: what each has stored, and the rows of its holds. The cron samples with it, and `verify --objects`
// goes through all streams. An object ships what the log lacks before it answers.
import type { Compared, Relation } from "../../domain/contact/compare-head.ts";
import type { LoggedHead } from "../../drizzle/log-heads.ts";
import type { ObjectFinding } from "../../schema/answers.ts";
import type { StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { troubleOf } from "../../schema/object-damage.ts";
import { unreadableIn } from "../../schema/only-answer.ts";
import type { Failed } from "../../schema/ports.ts";
import { type Answered, compared, differingHolds, type HoldPorts } from "./compare-holds.ts";

/** What became of a stream's comparison: an answer, the damage of its object, or null when the object did not answer. */
export interface PageAnswer {
  readonly streamId: StreamId;
  readonly answer: Compared | Failed | null;
}

/** Asks the objects of these heads. */
export const answersOf = (page: readonly LoggedHead[], { object }: Pick<HoldPorts, "object">): Promise<PageAnswer[]> =>
  inParallel(page, async ({ streamId, version, hash }) => ({
    streamId,
    answer: await compared(object(streamId), { version, hash }).catch(unreadableIn),
  }));

export const isCompared = (answer: Compared | Failed | null): answer is Compared =>
  answer !== null && "relation" in answer;

/** The answers of the objects that could be compared. */
export const comparedIn = (answers: readonly PageAnswer[]): readonly Answered[] =>
  answers.flatMap(({ streamId, answer }) => (isCompared(answer) ? [{ streamId, answer }] : []));

/** Relations that a person must resolve: neither object nor log may be overwritten. */
export const isForPeople = (relation: Relation): boolean => relation === "object_behind" || relation === "differs";

/** What is not as it should be on a page. */
export async function findingsOf(page: readonly LoggedHead[], ports: HoldPorts): Promise<readonly ObjectFinding[]> {
  const answers = await answersOf(page, ports);
  const differing = await differingHolds(comparedIn(answers), ports);
  return answers.flatMap(({ streamId, answer }): readonly ObjectFinding[] => {
    const rows = differing.get(streamId);
    if (rows !== undefined) return [{ streamId, name: "read_model_differs", detail: rows }];
    if (answer === null) return [{ streamId, name: "object_silent", detail: "no answer" }];
    if (!isCompared(answer)) return [{ streamId, name: troubleOf(answer.detail), detail: answer.detail }];
    const { relation, version, logged } = answer;
    if (relation === "differs") return [{ streamId, name: "object_differs", detail: `event ${version}` }];
    if (relation === "object_behind") return [{ streamId, name: "object_behind", detail: `event ${version}` }];
    return logged || relation === "under_way" ? [] : [{ streamId, name: "log_behind", detail: `event ${version}` }];
  });
}
