// The list of what could not go on by itself: objects that cannot be read, then the open tasks.
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import type { UnreadableObject } from "../../../drizzle/unreadable-objects.ts";
import { ContactId } from "../../../schema/ids.ts";
import type { TaskRow } from "../../../schema/shipment.ts";
import { closingWord, taskWords } from "../words.ts";
import type { Inbound } from "../inbound.ts";
import { InboundCard } from "./inbound.tsx";
import { Page } from "./layout.tsx";
import { ListTask } from "./list-trouble.tsx";
import type { CheckedListProps } from "./list-pages.tsx";
import { ActionForm, Address, Empty, Moment, More, Phrase, Reason } from "./parts.tsx";
import { troubleOf } from "../../../schema/object-damage.ts";
import { TROUBLE_HEADINGS } from "../unreadable.ts";
import { Noted, RowFaults } from "./unreadable.tsx";

interface TasksProps extends CheckedListProps<TaskRow> {
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  readonly unreadable: readonly UnreadableObject[];
}

export const TasksPage = ({ view, rows, faults, unreadable, more, cards }: TasksProps) => {
  const isBehind = view.listTrouble?.reason === "list_went_back";
  return (
    <Page view={view} title="Tasks" intro="What could not go on by itself, oldest first.">
      {isBehind && view.listTrouble && <ListTask trouble={view.listTrouble} />}
      <RowFaults faults={faults} />
      {rows.length + faults.length + unreadable.length === 0 && !isBehind && (
        <Empty>Nothing needs a person here.</Empty>
      )}
      {unreadable.map((object) => (
        <UnreadableTask view={view} object={object} cards={cards} />
      ))}
      {rows.map((task) => (
        <Task view={view} task={task} cards={cards} />
      ))}
      <More href={more} label="Later tasks" />
    </Page>
  );
};

interface OfProps extends Pick<TasksProps, "view" | "cards"> {
  readonly streamId: string;
  readonly raisedAt: string;
}

/** The contact that a task is about, or the administrative stream. */
const Of = ({ view, cards, streamId, raisedAt }: OfProps) => {
  const contactId = ContactId.safeParse(streamId);
  const card = contactId.success ? cards.get(contactId.data) : undefined;
  return (
    <p class="person">
      {contactId.success ? (
        <>
          <a href={`/contacts/${streamId}`}>
            <Phrase text={card?.name} none="Name not known" />
          </a>{" "}
          · <Address address={card?.email ?? null} />
        </>
      ) : (
        <code>{streamId}</code>
      )}{" "}
      · raised <Moment iso={raisedAt} now={view.now} />
    </p>
  );
};

const UnreadableTask = ({
  view,
  object,
  cards,
}: Pick<TasksProps, "view" | "cards"> & { readonly object: UnreadableObject }) => (
  <article class="card task">
    <header>
      <h2>{TROUBLE_HEADINGS[troubleOf(object.detail)]}</h2>
      <Of view={view} cards={cards} streamId={object.streamId} raisedAt={object.firstAt} />
    </header>
    <Noted streamId={object.streamId} detail={object.detail} />
  </article>
);

/** Tasks about what a person or a machine wrote. */
const isHeard = (kind: TaskRow["kind"]): boolean =>
  kind === "inbound_unanswered" ||
  kind === "possible_opt_out" ||
  kind === "ambiguous_person" ||
  kind === "left_company" ||
  kind === "report_without_contact";

/** One task, with the words that it is about. */
export const TaskPage = ({ view, task, cards, inbound }: Required<TaskProps>) => (
  <Page view={view} title="Task" intro="One thing that only a person can decide.">
    {task.closedAt === null ? (
      <Task view={view} task={task} cards={cards} inbound={inbound} />
    ) : (
      <>
        <Empty>{`It was closed by ${task.closedBy ?? "somebody"}.`}</Empty>
        <InboundCard view={view} inbound={inbound} title="What they wrote" />
      </>
    )}
  </Page>
);

/** What a task is about, with a link where it has a page. */
const About = ({ id, task }: { readonly id: string; readonly task: TaskRow }) => {
  if (isHeard(task.kind)) return <a href={`/tasks/${task.taskId}`}>what they wrote</a>;
  if (id.startsWith("hd_")) return <a href={`/holds/${id}`}>the hold</a>;
  if (id.startsWith("dl_")) return <a href={`/dead-letters/${id}`}>the second body</a>;
  return <code>{id}</code>;
};

interface TaskProps extends Pick<TasksProps, "view" | "cards"> {
  readonly task: TaskRow;
  /** What the person wrote, on the page of the task alone; null where no words of theirs belong to it. */
  readonly inbound?: Inbound | null;
}

const Task = ({ view, task, cards, inbound }: TaskProps) => {
  const { title, explanation, closings } = taskWords(task.kind);
  const path = `/tasks/${task.taskId}/close`;
  return (
    <article class="card task">
      <header>
        <h2>{title}</h2>
        <Of view={view} cards={cards} streamId={task.streamId} raisedAt={task.raisedAt} />
      </header>
      <p>{explanation}</p>
      {inbound === undefined ? (
        <p class="why">
          <span class="label">About</span> <About id={task.about} task={task} />
        </p>
      ) : (
        <InboundCard view={view} inbound={inbound} title="What they wrote" />
      )}
      <ActionForm view={view} path={path} fields={{ contactId: task.streamId }} class="act row" label={title}>
        <Reason id={`why-${task.taskId}`} />
        <p class="buttons">
          {closings.map((how, index) => (
            <button type="submit" name="how" value={how} class={index === 0 ? "primary" : ""}>
              {closingWord(how)}
            </button>
          ))}
        </p>
      </ActionForm>
    </article>
  );
};
