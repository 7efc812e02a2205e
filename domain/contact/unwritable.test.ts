// Tests that nobody decides what cannot be sent: a contact whose address no mail can be written to is marked, shown and dismissed.
import { describe, it } from "vitest";
import {
  aContact,
  action,
  approve,
  confirm,
  dismiss,
  draft,
  draftText,
  edit,
  grades,
  lead,
  message,
  reject,
  requestRun,
  runOf,
  signal,
  withSend,
} from "../../testing/contact/scenario.ts";
import { ada } from "../../testing/people.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { currentRun, openHold } from "./state.ts";
import { drawnHold } from "./drawn.ts";

const DORTE = "dörte@engine.example";
const run = runOf("1");
const dortesForm = (id = "1") => signal(id, { kind: "lead", email: DORTE, name: "Dörte", text: "Please call me." });
const before = (form = dortesForm()) => aContact().given(form, action(run), grades(run));
const refusal = { reason: "address_unwritable", why: "mailbox_name" };

describe("a contact whose address no mail can be written to", () => {
  it("is marked by the signal, in clear, and seen by a person like any other", ({ expect }) => {
    const contact = before();
    expect(contact.stream.events[0]?.payload).toMatchObject({ kind: "lead", unwritable: "mailbox_name" });
    expect(contact.stream.contact.unwritable).toBe("mailbox_name");
    const hold = openHold(contact.stream.contact)!;
    expect(hold.kind).toBe("preview");
    expect(drawnHold(contact.stream, ada, hold.holdId)).toMatchObject({ value: { unwritable: "mailbox_name" } });
  });

  it.for([
    ["a message", signal("1", { kind: "message", email: DORTE, text: "x" }, "interested")],
    ["an import", signal("1", { kind: "history", email: DORTE, sends: [], messages: [], flags: [] })],
  ] as const)("is marked by %s", ([, received], { expect }) => {
    expect(aContact().given(received).stream.contact.unwritable).toBe("mailbox_name");
  });

  it("is not marked by what starts no mail to its address: an automatic reply, an opt-out", ({ expect }) => {
    const contact = aContact().given(
      signal("1", { kind: "message", email: "robot@x.localhost", text: "x" }, "auto_reply"),
      signal("2", { kind: "unsubscribe", email: DORTE }),
    );
    expect(contact.stream.contact).not.toHaveProperty("unwritable");
  });

  it("has a preview that is dismissed and not confirmed", ({ expect }) => {
    const contact = before();
    expect(contact.perform(confirm(run))).toEqual({ made: [], refusal });
    expect(contact.perform(dismiss(run))).toEqual({ made: ["PreviewDismissed"], refusal: null });
  });

  it("has a preview that no policy confirms", ({ expect }) => {
    const policy = {
      ...samplePolicy,
      hold: { ...samplePolicy.hold, autoConfirm: { actions: ["initial"], sources: [] } },
    };
    const contact = aContact({ policy: policy as typeof samplePolicy });
    contact.given(dortesForm(), action(run), grades(run));
    expect(openHold(contact.stream.contact)?.kind).toBe("preview");
    const other = aContact({ policy: policy as typeof samplePolicy }).given(lead(), action(run), grades(run));
    expect(other.stream.contact.runs[run]?.step).toBe("compose");
  });

  it("has a draft that is rejected and not approved, where it was written before addresses were marked", ({
    expect,
  }) => {
    const contact = aContact().given(lead(), action(run), grades(run), confirm(run));
    contact.given({ ...draft(run), draft: { ...draftText, recipient: DORTE } });
    expect(contact.perform(approve(run, contact.digest(run)))).toEqual({ made: [], refusal });
    expect(contact.perform(edit(run, contact.digest(run), "Better words.")).made).toEqual(["DraftEdited"]);
    expect(contact.perform(reject(run)).made).toEqual(["DraftRejected"]);
  });

  it("is no longer marked once the person writes from an address that mail can be written to", ({ expect }) => {
    const contact = before().given(message("2", "interested"));
    expect(contact.stream.contact).not.toHaveProperty("unwritable");
    const next = runOf("2");
    contact.given(action(next, "reply", "reply_due"), grades(next));
    expect(contact.perform(confirm(next)).made).toEqual(["PreviewConfirmed"]);
  });

  it("is not the contact beside whom somebody wrote from such an address", ({ expect }) => {
    const colleague = signal("2", { kind: "message", email: DORTE, text: "No." }, "not_interested");
    const reply = { class: "not_interested" as const, rule: "test", hearing: { marks: ["other_sender" as const] } };
    const contact = withSend().given({ ...colleague, reply }, requestRun());
    const { runId } = currentRun(contact.stream.contact)!;
    contact.given(action(runId, "followup", "followup_due"), grades(runId));
    expect(contact.perform(confirm(runId)).made).toEqual(["PreviewConfirmed"]);
  });
});
