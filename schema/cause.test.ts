import { describe, it } from "vitest";
import { beginning, following } from "./cause.ts";
import { approvalIdOf, commandIdOf, ContactId, draftIdOf, messageIdOf, runIdOf } from "./ids.ts";

const contactId = ContactId.parse("ct_ada");
const commandId = commandIdOf("RequestRun", contactId);

describe("the ids of a command", () => {
  it("that begins something name itself as the cause", ({ expect }) => {
    expect(beginning(commandId)).toEqual({ commandId, correlationId: commandId, causationId: commandId });
  });

  it("that is about something name that as the cause", ({ expect }) => {
    const approvalId = approvalIdOf(draftIdOf(runIdOf(contactId, "lead")), "digest", "rosa");
    expect(beginning(commandId, approvalId)).toEqual({ commandId, correlationId: approvalId, causationId: approvalId });
  });

  it("of a stage keep the correlation of the message and name the message as the cause", ({ expect }) => {
    const id = messageIdOf("plan", "run_1");
    const ids = { commandId, contactId, correlationId: "rc_1", causationId: id };
    expect(following({ id, contactId, correlationId: "rc_1" }, commandId)).toEqual(ids);
  });
});
