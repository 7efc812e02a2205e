// Tests which mails are a machine's: about 180 of machines, and 110 of people that look like one. A person taken for a machine is the worse error.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { machineMail, saysLeft } from "./machine.ts";
import { ReadHeader } from "../../schema/hearing.ts";

const Row = z.strictObject({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  headers: z.partialRecord(ReadHeader, z.string()).optional(),
  autoSubmitted: z.boolean().optional(),
  email: z.string().optional(),
  left: z.boolean().optional(),
});
const machines = corpusRows("replies/machine-mails.jsonl", Row);
const people = corpusRows("replies/people-like-machines.jsonl", Row);

describe("a machine's mail", () => {
  it.for(machines)("is recognised: $id, $subject", (mail, { expect }) => {
    expect(machineMail(mail)).toMatchObject({
      kind: "auto_reply",
      rule: expect.stringMatching(/^machine\.[\w.]{1,70}$/),
    });
    expect(saysLeft(mail.text)).toBe(mail.left ?? false);
  });

  it("has a corpus of its size", ({ expect }) => {
    expect(machines.length).toBeGreaterThanOrEqual(150);
    expect(people.length).toBeGreaterThanOrEqual(100);
  });
});

describe("a person's mail that looks like a machine's", () => {
  it.for(people)("is a person's: $id, $text", (mail, { expect }) => {
    expect(machineMail(mail)).toBeNull();
  });
});

describe("a person who left the company", () => {
  it.for([
    "Marta Muster no longer works here.",
    "Frau Muster ist nicht mehr im Unternehmen.",
    "Marta Muster ne fait plus partie de l'entreprise.",
    "Marta Muster ya no trabaja en la empresa.",
    "Marta Muster non lavora più con noi.",
    "Marta Muster não trabalha mais na empresa.",
    "Marta Muster is niet meer werkzaam bij ons.",
    "Marta Muster już nie pracuje w firmie.",
    "Marta Muster har slutat hos oss.",
    "Marta Muster er ikke længere ansat her.",
    "Marta Muster jobber ikke lenger her.",
    "Marta Muster ei työskentele enää meillä.",
    "Marta Muster již nepracuje v naší společnosti.",
    "Marta Muster şirketimizden ayrılmıştır.",
    "ムスターは退職いたしました。",
    "穆斯特已离职。",
  ])("is recognised in: %s", (text, { expect }) => {
    expect(saysLeft(text)).toBe(true);
  });
  it.for([
    "We no longer work with agencies.",
    "She left a message.",
    "I left my phone in the office.",
    "> Marta no longer works here.",
    "Der Zug hat den Bahnhof verlassen.",
  ])("is not: %s", (text, { expect }) => {
    expect(saysLeft(text)).toBe(false);
  });
});
