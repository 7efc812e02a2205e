// Tests to which contact a message belongs: by the author, the thread, the mailbox and the subject.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { KnownContacts } from "../../schema/hydrated.ts";
import { type ContactId, contactIdOf } from "../../schema/ids.ts";
import type { MessageSignal } from "../../schema/signals.ts";
import { SYSTEM_KEY } from "../../testing/people.ts";
import { comparisonKey } from "../address.ts";
import { mailIdOf } from "../mail-id.ts";
import { type Addressed, addressedIn, conversationOf, isFromOther, subjectDigest } from "./conversation.ts";

const SENDER = "robin@sampleworks.example";
const SUBJECT = "Your enquiry about the engine";
const idOf = (email: string): ContactId => contactIdOf(SYSTEM_KEY, email);
const [ann, bob, colleague] = ["ann+shop@x.example", "bob@x.example", "carl@y.example"] as const;

/** What the CRM has of these contacts, each of whom was sent the subjects. */
function crmOf(people: Readonly<Record<string, readonly string[]>>): KnownContacts {
  const known = Object.keys(people).map((email) => ({ id: idOf(email), email }));
  const oneEach = (pairs: readonly (readonly [string, (typeof known)[number]])[]) =>
    new Map(
      [...Map.groupBy(pairs, ([key]) => key)].flatMap(([, [first, ...others]]) =>
        first && others.length === 0 ? [first] : [],
      ),
    );
  return {
    byId: new Map(known.map((one) => [one.id, one] as const)),
    byMailbox: oneEach(known.map((one) => [comparisonKey(one.email), one] as const)),
    bySubject: oneEach(
      known.flatMap((one) =>
        (people[one.email] ?? []).map((subject) => [subjectDigest(SYSTEM_KEY, subject) ?? "", one] as const),
      ),
    ),
  };
}
const CRM = crmOf({ [ann]: [SUBJECT], [bob]: ["Another matter of ours"] });

interface Mail {
  readonly from: string;
  /** The contacts of the mails before it, the oldest first; a text is a foreign Message-ID. */
  readonly thread?: readonly string[];
  readonly subject?: string;
  readonly isReport?: boolean;
}
function addressed({ from, thread = [], subject, isReport = false }: Mail): Addressed {
  const references = thread.map((one) =>
    one.startsWith("<") ? one : mailIdOf(idOf(one), `key of ${one}`, SENDER),
  ) as NonNullable<MessageSignal["thread"]>["references"];
  return addressedIn(
    { email: from, subject, thread: { references } },
    { author: idOf(from), systemKey: SYSTEM_KEY, isReport },
  );
}
const conversation = (mail: Mail, known = CRM, claimed?: ContactId) => conversationOf(addressed(mail), known, claimed);

describe("a message", () => {
  it.for<readonly [what: string, mail: Mail, of: string, method: string | null]>([
    ["by its own address", { from: ann }, ann, "address"],
    ["by its own address and the thread", { from: ann, thread: [bob, ann] }, ann, "message_id"],
    ["by its own address, though the thread names another contact", { from: bob, thread: [ann] }, bob, "address"],
    ["by the thread", { from: colleague, thread: ["<1@y.example>", ann] }, ann, "message_id"],
    [
      "by the nearest mail of ours in the thread",
      { from: colleague, thread: [ann, bob, "<2@y.example>"] },
      bob,
      "message_id",
    ],
    [
      "by the next mail, where the nearest names nobody whom we know",
      { from: colleague, thread: [ann, "eve@z.example"] },
      ann,
      "message_id",
    ],
    ["by the mailbox", { from: "ann@x.example" }, ann, "alias"],
    ["by the thread before the mailbox", { from: "ann@x.example", thread: [bob] }, bob, "message_id"],
    ["by the subject", { from: colleague, subject: `AW: Re[2]:  ${SUBJECT.toUpperCase()}` }, ann, "subject"],
    ["to its author: the subject answers nothing", { from: colleague, subject: SUBJECT }, colleague, null],
    [
      "to its author: nobody was sent the subject",
      { from: colleague, subject: "Re: Something else entirely" },
      colleague,
      null,
    ],
    ["to its author: nothing names a contact", { from: colleague, thread: ["<3@y.example>"] }, colleague, null],
    [
      "to its recipient, as a report, though it quotes others",
      { from: colleague, thread: [ann], subject: `Re: ${SUBJECT}`, isReport: true },
      colleague,
      null,
    ],
    ["to its recipient's mailbox, as a report", { from: "ann@x.example", thread: [bob], isReport: true }, ann, "alias"],
  ])("belongs %s", ([, mail, of, method], { expect }) => {
    const found = conversation(mail);
    expect(found).toEqual({ contactId: idOf(of), method, email: method === null ? null : of });
    expect(isFromOther(addressed(mail), found)).toBe(of !== mail.from);
  });

  it("belongs to no contact who is unknown or erased, nor to one of several", ({ expect }) => {
    const nobody = crmOf({});
    for (const from of [ann, colleague])
      expect(conversation({ from, thread: [ann], subject: `Re: ${SUBJECT}` }, nobody)).toMatchObject({
        contactId: idOf(from),
        method: null,
      });
    const twice = crmOf({ "ann+a@x.example": [SUBJECT], "ann+b@x.example": [SUBJECT] });
    expect(conversation({ from: "ann@x.example", subject: `Re: ${SUBJECT}` }, twice)).toMatchObject({ method: null });
  });

  it("stays with the contact with whom an earlier delivery was stored", ({ expect }) => {
    const mail = { from: colleague, thread: [bob], subject: `Re: ${SUBJECT}` };
    expect(conversation(mail, CRM, idOf(ann))).toEqual({ contactId: idOf(ann), method: "subject", email: ann });
    expect(conversation(mail, CRM, idOf(colleague))).toEqual({ contactId: idOf(colleague), method: null, email: null });
    expect(conversation(mail, crmOf({}), idOf(ann))).toEqual({ contactId: idOf(ann), method: null, email: null });
  });
});

describe("the digest of a subject", () => {
  it("is that of the subject without prefixes, in any spelling, and null for a short one", ({ expect }) => {
    const digest = subjectDigest(SYSTEM_KEY, SUBJECT);
    for (const same of [
      `Re: ${SUBJECT}`,
      `[EXTERNAL] WG: AW: ${SUBJECT.toUpperCase()} `,
      SUBJECT.replaceAll(" ", "\u00a0 "),
    ])
      expect(subjectDigest(SYSTEM_KEY, same)).toBe(digest);
    expect(subjectDigest("another key", SUBJECT)).not.toBe(digest);
    for (const short of ["", "Re: Question", "Re: Re: Hello  ", "123456789"])
      expect(subjectDigest(SYSTEM_KEY, short)).toBeNull();
    expect(subjectDigest(SYSTEM_KEY, "1234567890")).not.toBeNull();
  });
});

describe("any message, over any contacts", () => {
  const address = fc
    .tuple(fc.constantFrom("ann", "bob"), fc.constantFrom("", "+a", "+b"), fc.constantFrom("x.example", "gmail.com"))
    .map(([name, tag, domain]) => `${name}${tag}@${domain}`);
  const subject = fc.constantFrom(SUBJECT, "Another matter of ours", "Hello");
  const people = fc.dictionary(address, fc.array(subject, { maxLength: 2 }));
  const mail = fc.record({
    from: address,
    thread: fc.array(fc.oneof(address, fc.constant("<4@y.example>")), { maxLength: 4 }),
    subject: fc.tuple(fc.constantFrom("", "Re: ", "AW: "), subject).map((parts) => parts.join("")),
    isReport: fc.boolean(),
  });

  it("belongs to its author where the author is known, and to nobody whom it does not name", ({ expect }) => {
    fc.assert(
      fc.property(people, mail, (known, one) => {
        const found = conversation(one, crmOf(known));
        const isKnown = (email: string) => Object.hasOwn(known, email);
        const email = Object.keys(known).find((own) => idOf(own) === found.contactId);
        if (isKnown(one.from)) expect(found.contactId).toBe(idOf(one.from));
        // Only a new contact has no method, and every other one has a row.
        expect(found.method === null).toBe(email === undefined);
        if (found.method === null) expect(found.contactId).toBe(idOf(one.from));
        if (found.method === "message_id")
          expect([one.isReport, one.thread.includes(email ?? "")]).toEqual([false, true]);
        if (found.method === "alias") expect(comparisonKey(email ?? "")).toBe(comparisonKey(one.from));
        if (found.method === "subject")
          expect(known[email ?? ""]?.map((text) => `Re: ${text}`)).toContain(one.subject.replace("AW: ", "Re: "));
        // A second delivery is stored with the contact of the first one.
        expect(conversation(one, crmOf(known), found.contactId)).toEqual(found);
      }),
    );
  });
});
