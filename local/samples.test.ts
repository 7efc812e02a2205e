// Tests the sample leads and histories as data: ingest accepts each, every file is used, and no address is of a real person.
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { signalIn } from "./signal-in.ts";
import { localSources } from "./sources.ts";
import { fillTimes, readMail, readSample } from "../samples/files.ts";
import { SAMPLE_HISTORIES, SAMPLE_LEADS, SAMPLE_MAILS, SAMPLE_SOURCES, type SampleSource } from "../samples/leads.ts";
import { mailBody } from "./webhook.ts";
import { heardIn } from "../domain/replies/heard-in.ts";
import { replyByRules } from "../domain/replies/class-by-model.ts";
import { MessageSignal } from "../schema/signals.ts";
import { Instant } from "../schema/formats.ts";
import { dayAfter } from "../schema/time.ts";

const SAMPLES = join(import.meta.dirname, "../samples");
const NOW = new Date("2026-03-04T05:06:07.000Z");

/** The sample as ingest would understand it. */
const signalOf = (source: SampleSource, file: string) =>
  signalIn({ type: SAMPLE_SOURCES[source], file, body: readSample(file, NOW) });

describe("sample leads", () => {
  it("are fourteen, each with its own purpose, from three sources", ({ expect }) => {
    expect(SAMPLE_LEADS.length).toBe(14);
    expect(new Set(SAMPLE_LEADS.map(({ email }) => email)).size).toBe(14);
    expect(new Set(SAMPLE_LEADS.map(({ source }) => source)).size).toBe(3);
    expect(SAMPLE_LEADS.filter(({ confirmed }) => confirmed).length).toBe(4);
  });

  it("come from sources of the local installation", ({ expect }) => {
    expect(Object.fromEntries(localSources())).toMatchObject(SAMPLE_SOURCES);
  });

  it.for(SAMPLE_LEADS.map((lead) => [lead.id, lead] as const))(
    "%s is a lead or a message of its address",
    async ([, lead], { expect }) => {
      expect(await signalOf(lead.source, lead.file)).toMatchObject({
        kind: lead.source === "crm" && ["reply", "replied"].includes(lead.id) ? "message" : "lead",
        email: lead.email,
      });
    },
  );

  it("end at a draft hold when they are confirmed", ({ expect }) => {
    const drafts = SAMPLE_LEADS.filter(({ expected }) => expected.stops === "draft hold");
    expect(drafts.map(({ id }) => id)).toEqual(SAMPLE_LEADS.filter(({ confirmed }) => confirmed).map(({ id }) => id));
  });

  it("reach no real person: every address is at a reserved domain", ({ expect }) => {
    const reserved = /@(?:[a-z-]+\.)*(?:[a-z-]+\.example|example\.(?:com|net|org))$/;
    const addresses = [...SAMPLE_LEADS, ...SAMPLE_HISTORIES, ...SAMPLE_MAILS].map(({ email }) => email);
    expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
  });

  it("have one file each, and each file is used", ({ expect }) => {
    const files = [
      ...[...SAMPLE_LEADS, ...SAMPLE_HISTORIES, ...SAMPLE_MAILS].map(({ file }) => file),
      ...SAMPLE_MAILS.map(({ history }) => history),
    ];
    expect(files.filter((file) => !existsSync(join(SAMPLES, file)))).toEqual([]);
    expect(globSync("{leads,histories,mail}/*.{json,form,eml}", { cwd: SAMPLES }).toSorted()).toEqual(files.toSorted());
  });
});

describe("sample histories", () => {
  it.for(SAMPLE_HISTORIES.map((history) => [history.id, history] as const))(
    "%s is an import of its address",
    async ([, { file, email }], { expect }) => {
      expect(await signalOf("crm", file)).toMatchObject({ kind: "history", email });
    },
  );
});

describe.for(SAMPLE_MAILS.map((mail) => [mail.id, mail] as const))("%s", ([, { file, email, history, expected }]) => {
  it("is a message of its address, after an import that we wrote to it", async ({ expect }) => {
    expect(await signalOf("crm", history)).toMatchObject({ kind: "history", email, sends: [expect.any(String)] });
    const body = mailBody(readMail(file, NOW));
    const signal = await signalIn({ type: SAMPLE_SOURCES.crm, file, body });
    expect(signal).toMatchObject({ kind: "message", email, occurredAt: NOW.toISOString() });
  });

  it("is heard as expected, whenever it is posted", async ({ expect }) => {
    for (const now of [NOW, new Date("2031-12-30T23:00:00.000Z")]) {
      const body = mailBody(readMail(file, now));
      const signal = MessageSignal.parse(await signalIn({ type: SAMPLE_SOURCES.crm, file, body }));
      const { hearing, ...reply } = replyByRules(heardIn(signal, Instant.parse(now.toISOString())));
      expect(reply.class).toBe(expected.class);
      // A person who is away until the ninth day is back on the tenth.
      const back = dayAfter(now.toISOString().slice(0, 10), 10);
      expect(hearing.until).toBe(expected.stop === "away until" ? back : undefined);
    }
  });
});

describe("relative times in the samples", () => {
  it("are filled in relative to now", ({ expect }) => {
    expect(fillTimes('["now","now-26h","now+90d"]', NOW)).toBe(
      '["2026-03-04T05:06:07.000Z","2026-03-03T03:06:07.000Z","2026-06-02T05:06:07.000Z"]',
    );
  });

  it("are filled in only where they are a whole value", ({ expect }) => {
    const untouched = '{"a":"now or never","b":"not now","now-3d":1,"c":"now-3w"}';
    expect(fillTimes(untouched, NOW)).toBe(untouched);
  });
});
