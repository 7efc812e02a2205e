// Tests the import of a file on the desk: its preview, what a button applies, and what is refused before anything is changed.
import { describe, it } from "vitest";
import { sampleInstallation } from "../../../testing/desk/installation.ts";
import { signIn, upload } from "../../../testing/desk/visitor.ts";
import { SYSTEM_KEY } from "../../../testing/people.ts";
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import { contactIdOf } from "../../../schema/ids.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import type { Port } from "../../../schema/ports.ts";
import { deskApp } from "../app.tsx";
import { IMPORT_LIMITS } from "./file.ts";

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&amp;/g, "&")
    .replaceAll(/\s+/g, " ");

/** A contact with an id that follows from the address. */
const ADA: ContactCard = {
  id: contactIdOf(SYSTEM_KEY, "ada@analytical.example"),
  email: "ada@analytical.example",
  name: "Ada Lovelace",
  companyName: null,
  companyId: null,
  title: null,
  domain: "analytical.example",
  updatedAt: "2026-11-22T12:00:00.000Z",
};

async function openDesk(over: (port: Port<"desk">) => Port<"desk"> = (port) => port) {
  const installation = sampleInstallation();
  const { reads, port } = installation.desk;
  const contactCards: typeof reads.contactCards = async (ids) => new Map(ids.includes(ADA.id) ? [[ADA.id, ADA]] : []);
  const app = deskApp({ ...installation.desk, port: over(port), reads: { ...reads, contactCards } });
  const { cookie, get } = await signIn(app);
  const previewing = async (kind: ImportKind, text: string | Uint8Array<ArrayBuffer>, fields = {}) => {
    const html = await (await get(`/import/${kind}`)).text();
    const answer = await upload(app, cookie, {
      html,
      action: `/import/${kind}`,
      fields,
      file: { name: `${kind}.csv`, text },
    });
    return { status: answer.status, html: await answer.text() };
  };
  const applying = async (kind: ImportKind, html: string, fields = {}) => {
    const answer = await upload(app, cookie, { html, action: `/import/${kind}/apply`, fields });
    return { status: answer.status, html: await answer.text() };
  };
  return { ...installation, app, cookie, get, previewing, applying };
}

const counts = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<dt>(\w+)<\/dt><dd>([\d,]+)<\/dd>/g)].map(([, name = "", count = ""]) => [name, Number(count)]),
  );

describe("a file of companies", () => {
  const file =
    "Company;Website\r\nWinter & Co;winter.example\r\nAnalytical Engines;analytical.example\r\nNobody;\r\n=1+1;gmail.com\r\n";

  it("is previewed with counts, refused rows and what would change, and nothing is changed", async ({ expect }) => {
    const { previewing, asked } = await openDesk();
    const { status, html } = await previewing("companies", file);
    expect([status, counts(html)]).toEqual([200, { added: 1, changed: 0, same: 1, refused: 2 }]);
    const text = plain(html);
    expect(text).toContain("5 lines, UTF-8, separated by semicolons; header on line 1.");
    expect(text).toContain("4 no domain of a company");
    expect(text).toContain("2 added Winter & Co (winter.example)");
    expect(text).toContain("Apply 1 row");
    expect(asked).toEqual([]);
  });

  it("is applied exactly as it was previewed, in the person's name", async ({ expect }) => {
    const { previewing, applying, asked } = await openDesk();
    const { html } = await previewing("companies", file);
    const applied = await applying("companies", html);
    expect([applied.status, counts(applied.html)]).toEqual([200, { added: 1, changed: 0, same: 1, refused: 2 }]);
    expect(plain(applied.html)).toContain("Recorded. Grades know these companies from now on.");
    expect(asked).toEqual([
      { type: "PutCompany", company: "winter.example", name: "Winter & Co", status: "known", domains: [], by: "grace" },
    ]);
  });

  it("is refused when another file, another way to read it or another kind is applied than was previewed", async ({
    expect,
  }) => {
    const { previewing, applying, asked } = await openDesk();
    const { html } = await previewing("companies", file);
    const content = Buffer.from(file.replace("Winter", "Summer")).toString("base64");
    expect((await applying("companies", html, { content })).status).toBe(409);
    expect((await applying("companies", html, { columns: "1=ignore" })).status).toBe(409);
    expect((await applying("companies", html, { digest: "a".repeat(64) })).status).toBe(403);
    expect(
      (
        await applying("companies", html.replaceAll("/import/companies/apply", "/import/facts/apply")).catch(() => ({
          status: 0,
        }))
      ).status,
    ).toBe(0);
    expect(asked).toEqual([]);
  });

  it("names the rows that the installation refuses, and does not count on them", async ({ expect }) => {
    const { previewing, applying, setAnswer } = await openDesk();
    const { html } = await previewing("companies", file);
    setAnswer({ refusal: { reason: "key_differs", key: "SYSTEM_KEY" } });
    const text = plain((await applying("companies", html)).html);
    expect(text).toContain("Refused by the installation");
    expect(text).toMatch(/Line Why 2 /);
  });
});

describe("a file of facts", () => {
  it("is recorded with its source, and a company that is not recorded is refused", async ({ expect }) => {
    const { previewing, applying, asked } = await openDesk();
    const file = "domain,kind,value\nanalytical.example,Growth,two shops\nnobody.example,hiring,two\n";
    const { html } = await previewing("facts", file, { source: "trade register" });
    expect(counts(html)).toEqual({ added: 1, changed: 0, same: 0, refused: 1 });
    expect(plain(html)).toContain("no company with the domain “nobody.example” is recorded");
    await applying("facts", html);
    expect(asked).toMatchObject([
      {
        type: "PutFact",
        company: "analytical.example",
        kind: "growth",
        value: "two shops",
        source: "trade register",
        method: "import",
        by: "grace",
      },
    ]);
  });
});

describe("a file of contacts", () => {
  it("is handed over with the opt-outs first, and a contact that is known changes nothing", async ({ expect }) => {
    const { previewing, applying, asked } = await openDesk();
    const file =
      "E-Mail;Name;Abgemeldet\nnew@x.example;Nora;nein\nold@x.example;Olga;ja\nada@analytical.example;;\nnobody;;\n";
    const { html } = await previewing("contacts", file);
    expect(counts(html)).toEqual({ added: 2, changed: 0, same: 1, refused: 1 });
    expect(plain(html)).toContain("1 row must not be written to.");
    await applying("contacts", html);
    expect(asked.filter((one) => "contacts" in one)).toMatchObject([
      {
        type: "ImportContacts",
        by: "grace",
        contacts: [
          { email: "old@x.example", name: "Olga", flags: ["unsubscribed"] },
          { email: "new@x.example", name: "Nora", flags: [] },
        ],
      },
    ]);
  });

  it("hands over every address of a row that opts out, and tells of those of other rows", async ({ expect }) => {
    const { previewing, applying, asked } = await openDesk();
    const file =
      "Email,Additional email addresses,Unsubscribed\na@x.example,b@y.example,true\nc@x.example,d@y.example,false\n";
    const { html } = await previewing("contacts", file);
    expect(plain(html)).toContain("must not be written to at b@y.example either: the same row opts out");
    expect(plain(html)).toContain("d@y.example is left out: a contact has one address");
    await applying("contacts", html);
    const handed = asked.flatMap((one) => ("contacts" in one ? (one.contacts as readonly object[]) : []));
    expect(handed).toMatchObject([
      { email: "a@x.example", flags: ["unsubscribed"] },
      { email: "b@y.example", flags: ["unsubscribed"] },
      { email: "c@x.example", flags: [] },
    ]);
  });

  it("is not said to be handed over when the queue does not take it", async ({ expect }) => {
    const { previewing, applying, setAnswer } = await openDesk();
    const { html } = await previewing("contacts", "email\nnew@x.example\n");
    setAnswer(new Error("the queue is down"));
    expect((await applying("contacts", html)).status).toBe(503);
  });

  it("says how far it came when it stops, and goes on when it is imported again", async ({ expect }) => {
    let requests = 0;
    const { previewing, applying, asked } = await openDesk((port) => ({
      ...port,
      // The first batch of rows is four requests.
      perform: async (commands) => {
        if (requests++ === 4) throw new Error("the queue is down");
        return port.perform(commands);
      },
    }));
    const rows = Array.from({ length: 250 }, (_, row) => `p${row}@x.example`);
    const { html } = await previewing("contacts", `email\n${rows.join("\n")}\n`);
    const stopped = await applying("contacts", html);
    expect([stopped.status, counts(stopped.html)]).toEqual([200, {}]);
    // The header is read with the first batch.
    expect(plain(stopped.html)).toContain("It stopped: 199 rows are in. Import the same file again");
    const again = await applying("contacts", html);
    expect(plain(again.html)).toContain("Handed over");
    const handed = asked.flatMap((one) => ("contacts" in one ? (one.contacts as readonly object[]) : []));
    expect(handed).toHaveLength(199 + 250);
  });

  it("is refused while a column may be an opt-out that nobody has explained, and taken with the explanation", async ({
    expect,
  }) => {
    const { previewing } = await openDesk();
    const file = "email,Werbung\na@x.example,ja\nb@x.example,nein\n";
    const { status, html } = await previewing("contacts", file);
    expect(status).toBe(422);
    expect(plain(html)).toContain("Say below what it means: Werbung=unsubscribed (yes is an opt-out)");
    const told = await previewing("contacts", file, { columns: "Werbung=subscribed" });
    expect([told.status, plain(told.html).includes("1 row must not be written to.")]).toEqual([200, true]);
    const wrong = await previewing("contacts", file, { columns: "Werbung=perhaps" });
    expect([wrong.status, plain(wrong.html).includes("“Werbung=perhaps” does not say what a column means.")]).toEqual([
      422,
      true,
    ]);
  });
});

describe("a list", () => {
  it("is added with a reason, and not without one", async ({ expect }) => {
    const { previewing, applying, asked } = await openDesk();
    const { html } = await previewing("suppressions", "Suppress\nquiet@listed.example\n@whole.example\nco.uk\n");
    expect(counts(html)).toEqual({ added: 2, changed: 0, same: 0, refused: 1 });
    expect((await applying("suppressions", html, { reason: "" })).status).toBe(422);
    expect((await applying("suppressions", html, { reason: "legal" })).status).toBe(200);
    expect(asked.filter((one) => "wishes" in one)).toMatchObject([
      {
        type: "Suppress",
        wishes: [
          { kind: "address", value: "quiet@listed.example", by: "grace", reason: "legal" },
          { kind: "domain", value: "whole.example", by: "grace", reason: "legal" },
        ],
      },
    ]);
  });
});

describe("an upload", () => {
  it("is refused by its size while it arrives, by its lines, and when it is no text", async ({ expect }) => {
    const { previewing, get } = await openDesk();
    expect(plain(await (await get("/import/companies")).text())).toContain("at most 1 MB and 2,000 lines");
    const large = await previewing("companies", `domain\n${"x".repeat(IMPORT_LIMITS.bytes)}`);
    expect([large.status, plain(large.html).includes("npx holdpoint")]).toEqual([413, true]);
    const larger = await previewing("companies", "x".repeat(2 * IMPORT_LIMITS.bytes));
    expect(larger.status).toBe(413);
    const long = await previewing("companies", `domain\n${"x.example\n".repeat(IMPORT_LIMITS.lines)}`);
    expect([long.status, plain(long.html).includes("The file has 2,001 lines; the desk takes at most 2,000.")]).toEqual(
      [422, true],
    );
    const book = await previewing("companies", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]));
    expect([
      book.status,
      plain(book.html).includes("This is an Excel or other workbook (a ZIP file), not CSV."),
    ]).toEqual([422, true]);
    expect((await previewing("companies", "")).status).toBe(422);
  });

  it("is taken only from the desk's own page, with its stamp", async ({ expect }) => {
    const { app, cookie, get, previewing, asked } = await openDesk();
    const html = await (await get("/import/companies")).text();
    const file = { name: "x.csv", text: "domain\nx.example\n" };
    const from = (headers: Record<string, string>, fields = {}) =>
      upload(app, cookie, { html, action: "/import/companies", fields, file }, headers);
    expect((await from({ "sec-fetch-site": "cross-site", origin: "https://evil.example" })).status).toBe(403);
    expect((await from({ "sec-fetch-site": "same-origin" }, { stamp: "forged" })).status).toBe(403);
    expect((await from({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    const { html: preview } = await previewing("companies", file.text);
    const apply = { html: preview, action: "/import/companies/apply" };
    expect((await upload(app, cookie, apply, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await upload(app, "", apply)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it("shows what a stranger wrote as text alone", async ({ expect }) => {
    const { previewing } = await openDesk();
    const { html } = await previewing(
      "companies",
      'name,domain\n"<script>alert(1)</script>",x.example\n=cmd|x,"<b>y</b>"\n',
    );
    expect(html).not.toMatch(/<script|<b>y/);
  });
});
