// Tests the Message-IDs by which an answer finds its conversation.
import { describe, it } from "vitest";
import { contactIdOf } from "../schema/ids.ts";
import { contactOfMailId, mailIdOf } from "./mail-id.ts";

const ada = contactIdOf("a system key", "ada@engine.example");

describe("the id of a mail of ours", () => {
  it("names the contact, and is the same for the same key alone", ({ expect }) => {
    const id = mailIdOf(ada, "hp_1", "robin@sampleworks.example");
    expect(contactOfMailId(id)).toBe(ada);
    expect(mailIdOf(ada, "hp_1", "robin@sampleworks.example")).toBe(id);
    expect(mailIdOf(ada, "hp_2", "robin@sampleworks.example")).not.toBe(id);
    expect(id.endsWith("@sampleworks.example>")).toBe(true);
  });

  it.for([
    "<CAF=abc+1@mail.gmail.com>",
    "<ct_@sampleworks.example>",
    `<${ada}@sampleworks.example>`,
    `<${ada}.00@sampleworks.example>`,
    `<x${ada}.${"0".repeat(32)}@sampleworks.example>`,
    "",
  ])("is not %j", (id, { expect }) => {
    expect(contactOfMailId(id)).toBeNull();
  });
});
