// Tests the read-model rows of holds, tasks and contacts: what they show, and that a changed row always has a higher version.
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { ContactRow, HoldRow, HoldShown, ReportRow, RunRow, TaskRow } from "../../schema/shipment.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { contactRow, holdRow, taskRow } from "./rows.ts";
import { reportRows, runRows } from "./run-rows.ts";
import { story, playStory } from "../../testing/contact/any-story.ts";
import { ada, ADA, MASTER_KEY } from "../../testing/people.ts";
import {
  aContact,
  action,
  type AContact,
  closeTask,
  countingRandom,
  dismiss,
  edit,
  flag,
  grades,
  lead,
  message,
  requestRun,
  runOf,
  signal,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { currentRun } from "./state.ts";
import { openStream, type Stream } from "./stream.ts";

const run = runOf("1");

type Row = HoldRow | TaskRow | ContactRow | RunRow | ReportRow;

function rowsOf({ contact, events, open }: Stream): ReadonlyMap<string, Row> {
  const own = contactRow(ada, contact);
  return new Map<string, Row>([
    ...Object.values(contact.holds).map((hold) => [hold.holdId, holdRow(ada, contact, hold, events, open)] as const),
    ...Object.values(contact.tasks).map((task) => [task.taskId, taskRow(ada, task)] as const),
    ...(own ? [[ada, own] as const] : []),
    ...runRows(ada, contact, events).map((row) => [row.runId, row] as const),
    ...reportRows(ada, contact, events).map((row) => [`report ${row.version}`, row] as const),
  ]);
}
function shapeOf(row: Row) {
  if ("holdId" in row) return HoldRow;
  if ("taskId" in row) return TaskRow;
  if ("ladder" in row) return RunRow;
  return "kind" in row ? ReportRow : ContactRow;
}
const shownOf = (contact: AContact): HoldShown => {
  const hold = Object.values(contact.stream.contact.holds).at(-1)!;
  return HoldShown.parse(
    JSON.parse(holdRow(ada, contact.stream.contact, hold, contact.stream.events, contact.stream.open).shown),
  );
};

describe("a row", { timeout: LONG_MILLISECONDS }, () => {
  it("changes only with a higher version, and never goes back", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const seen = new Map<string, { version: number; text: string }>();
        playStory(beats, ({ stream }) => {
          for (const [id, row] of rowsOf(stream)) {
            const before = seen.get(id);
            const text = canonicalJson(row);
            if (before?.text !== text) expect(row.version, id).toBeGreaterThan(before?.version ?? 0);
            else expect(row.version, id).toBe(before.version);
            expect(row.version).toBeLessThanOrEqual(stream.contact.version);
            seen.set(id, { version: row.version, text });
          }
        });
      }),
      runs(60),
    );
  });

  it("is the same for an object that wakes again", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        const contact = playStory(beats, () => undefined);
        const woken = openStream({
          store: contact.store,
          masterKey: MASTER_KEY,
          signer: LOG_SIGNER,
          random: countingRandom(),
        });
        expect([...rowsOf(woken)]).toEqual([...rowsOf(contact.stream)]);
      }),
      runs(30),
    );
  });

  it("fits its schema", ({ expect }) => {
    fc.assert(
      fc.property(story, (beats) => {
        for (const row of rowsOf(playStory(beats, () => undefined).stream).values()) {
          const shape = shapeOf(row);
          expect(shape.safeParse(row).error).toBeUndefined();
        }
      }),
      runs(30),
    );
  });
});

describe("a hold's row", () => {
  it("shows who wrote, what they wrote, and no draft before there is one", ({ expect }) => {
    expect(shownOf(withPreview())).toEqual({
      name: "Ada Byron",
      email: ADA,
      company: "Engine Ltd",
      title: "Director",
      wrote: "Please call me.",
      subject: null,
      body: null,
      footer: null,
    });
  });

  it("shows the last edit of the draft, with its original footer", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    expect(shownOf(contact)).toMatchObject({ body: "Better words.", footer: "Sample Works Ltd, Berlin" });
  });

  it("does not show an auto-reply, nor signals after the hold's last change", ({ expect }) => {
    const contact = withDraft().given(message("2", "auto_reply"));
    expect(shownOf(contact).wrote).toBe("Please call me.");
  });

  /** A message of a colleague in the contact's conversation. */
  const fromColleague = (as: ReplyClass) => {
    const text = "About your mail to Ada.";
    const command = signal("2", { kind: "message", email: "bob@elsewhere.example", name: "Bob", text }, as);
    return { ...command, reply: { class: as, rule: "test", hearing: { marks: ["other_sender" as const] } } };
  };

  it("shows the contact to whom it writes, and not a colleague who wrote last in the conversation", ({ expect }) => {
    const contact = withSend().given(fromColleague("not_interested"), requestRun());
    const { runId } = currentRun(contact.stream.contact)!;
    contact.given(action(runId, "followup", "followup_due"), grades(runId));
    expect(shownOf(contact)).toMatchObject({ name: "Ada Byron", email: ADA, wrote: "Please call me." });
  });

  it("shows the colleague whom it answers", ({ expect }) => {
    const contact = withSend().given(fromColleague("interested"));
    const { runId } = currentRun(contact.stream.contact)!;
    contact.given(action(runId, "reply", "reply_due"), grades(runId));
    expect(shownOf(contact)).toMatchObject({ name: "Bob", email: "bob@elsewhere.example" });
  });

  it("shows name and title from an imported history", ({ expect }) => {
    const person = { name: "Ada Lovelace", title: "Countess" };
    const contact = aContact().given(
      signal("h", { kind: "history", email: ADA, ...person, sends: [], messages: [], flags: [] }),
      message("1", "interested"),
      action(run, "reply", "reply_due"),
      grades(run),
    );
    expect(shownOf(contact)).toMatchObject({ ...person, wrote: "About your mail." });
  });

  it("has the source of its run; a requested run has the last signal's source", ({ expect }) => {
    const second = runOf("2");
    const contact = withPreview().given({ ...lead("2"), source: "crm" }, action(second), grades(second));
    contact.given(dismiss(second), message("3", "auto_reply"), requestRun());
    const requested = currentRun(contact.stream.contact)!.runId;
    const { stream } = contact.given(action(requested), grades(requested));
    const sources = Object.values(stream.contact.holds).map(
      (hold) => holdRow(ada, stream.contact, hold, stream.events, stream.open).source,
    );
    expect(sources).toEqual(["test", "crm", "crm"]);
  });

  it("shows who decided, and how", ({ expect }) => {
    const { stream } = withSend();
    const ends = Object.values(stream.contact.holds).map((hold) => {
      const { kind, state, endedBy } = holdRow(ada, stream.contact, hold, stream.events, stream.open);
      return [kind, state, endedBy];
    });
    expect(ends).toEqual([
      ["preview", "confirmed", "rosa"],
      ["draft", "approved", "rosa"],
    ]);
  });
});

describe("a contact's row", () => {
  it("is not written before a flag or the sequence changes", ({ expect }) => {
    expect(contactRow(ada, aContact().given(lead()).stream.contact)).toBeNull();
    expect(contactRow(ada, withDraft().stream.contact)).toBeNull();
  });

  it("counts sends", ({ expect }) => {
    const contact = withSend();
    expect(contactRow(ada, contact.stream.contact)).toMatchObject({ sequence: 1, lastSentAt: contact.at() });
  });

  it("shows the current value of a flag", ({ expect }) => {
    const contact = aContact().given(lead(), flag("do_not_contact"));
    expect(contactRow(ada, contact.stream.contact)).toMatchObject({ doNotContact: true, version: 2 });
    contact.given(flag("do_not_contact", false));
    expect(contactRow(ada, contact.stream.contact)).toMatchObject({ doNotContact: false, version: 3 });
  });
});

it("a task's row has who closed it, and how", ({ expect }) => {
  const contact = aContact().given(lead(), flag("replied"), action(run));
  const rows = () => Object.values(contact.stream.contact.tasks).map((task) => taskRow(ada, task));
  const [task] = rows();
  expect(task).toMatchObject({ kind: "hot_reply", closedBy: null, how: null });
  contact.given(closeTask(task!.taskId, "done", "ben"));
  expect(rows()).toMatchObject([{ closedBy: "ben", how: "done", version: contact.stream.contact.version }]);
});
