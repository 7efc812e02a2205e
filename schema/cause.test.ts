// Tests which ids a command gets as its cause: for a click or timer work, and for a stage that handles a message.
import { describe, it } from "vitest";
import { beginning, following } from "./cause.ts";
import { approvalIdOf, commandIdOf, ContactId, draftIdOf, messageIdOf, runIdOf } from "./ids.ts";

const contactId = ContactId.parse("ct_ada");
const commandId = commandIdOf("RequestRun", contactId);

describe("the ids of a command", () => {
  it("name the command itself as the cause when there is no message and no subject", ({ expect }) => {
    expect(beginning(commandId)).toEqual({ commandId, correlationId: commandId, causationId: commandId });
  });

  it("name the subject as the cause, such as the approval that is undone", ({ expect }) => {
    const approvalId = approvalIdOf(draftIdOf(runIdOf(contactId, "lead")), "digest", "rosa");
    expect(beginning(commandId, approvalId)).toEqual({ commandId, correlationId: approvalId, causationId: approvalId });
  });

  it("name the stage's message as the cause, and keep the correlation of the message", ({ expect }) => {
    const id = messageIdOf("plan", "run_1");
    const ids = { commandId, contactId, correlationId: "rc_1", causationId: id };
    expect(following({ id, contactId, correlationId: "rc_1" }, commandId)).toEqual(ids);
  });
});
