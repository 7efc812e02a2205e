// Tests that a message of the outbox is decoded for display.
import { describe, it } from "vitest";
import { readMessage } from "./message-text.ts";

const message = (...lines: readonly string[]): string => lines.join("\r\n");

describe("a message of the outbox", () => {
  it("is read with its headers unfolded and its words decoded", ({ expect }) => {
    const { headers, text } = readMessage(
      message(
        "Subject: =?utf-8?B?R3LDvMOfZQ==?=",
        " =?utf-8?Q?_aus_Berlin?=",
        "List-Unsubscribe:",
        " <https://desk.example/u/1>",
        "",
        "Hello",
      ),
    );
    expect(headers).toEqual([
      ["Subject", "Grüße aus Berlin"],
      ["List-Unsubscribe", "<https://desk.example/u/1>"],
    ]);
    expect(text).toBe("Hello");
  });

  it.for([
    ["7bit", "plain text", "plain text"],
    ["base64", Buffer.from("grüß dich").toString("base64"), "grüß dich"],
    ["quoted-printable", "gr=C3=BC=C3=9F =\r\ndich =3D)", "grüß dich =)"],
    ["unknown", "stays=20as it is", "stays=20as it is"],
  ])("shows a body sent as %s", ([encoding, body, expected], { expect }) => {
    expect(readMessage(message(`Content-Transfer-Encoding: ${encoding}`, "", body ?? "")).text).toBe(expected);
  });

  it("shows the plain part of a multipart body", ({ expect }) => {
    const parts = [
      "--b",
      "Content-Type: text/html",
      "",
      "<b>no</b>",
      "--b",
      "Content-Type: text/plain",
      "",
      "yes",
      "--b--",
    ];
    expect(readMessage(message('Content-Type: multipart/alternative; boundary="b"', "", ...parts)).text.trim()).toBe(
      "yes",
    );
  });

  it("accepts a message without a body", ({ expect }) => {
    expect(readMessage("Subject: a")).toEqual({ headers: [["Subject", "a"]], text: "" });
  });
});
