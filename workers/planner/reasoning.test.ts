// Tests what the reasoning flag draws a contact for.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { contactNamed } from "../../testing/people.ts";
import { runs } from "../../testing/properties.ts";
import { newContact } from "../../testing/stages/planner.ts";
import { isDrawnByRows, populationOf } from "./reasoning.ts";
import { isInShare, parseReasoningFlag, type ReasoningFlag } from "./reasoning-flag.ts";

type Drawing = NonNullable<Parameters<typeof populationOf>[2]>;
const anyone: Drawing["lowRisk"] = { noPriorReply: false, mostEmployees: null, sources: null };
const by = (flag: string, lowRisk = anyone): Drawing => ({
  flag: parseReasoningFlag(flag) as Exclude<ReasoningFlag, { kind: "off" }>,
  lowRisk,
});
const historyOf = (name: string) => ({ ...newContact, contactId: contactNamed(name) });

describe("the population of a contact", () => {
  it("is scripted without a flag, and agentic where a model plans for everybody or beside the rules", ({ expect }) => {
    expect(populationOf(newContact, undefined, undefined)).toBe("scripted");
    expect(populationOf(newContact, undefined, by("on"))).toBe("agentic");
    expect(populationOf(newContact, undefined, by("shadow"))).toBe("agentic");
  });

  it("is that of the share", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (name, percent) => {
        const drawn = populationOf(historyOf(name), undefined, by(`share:${percent}`));
        return drawn === (isInShare(contactNamed(name), percent) ? "agentic" : "scripted");
      }),
      runs(50),
    );
  });

  it("is scripted outside of low risk, whatever the share", ({ expect }) => {
    const careful = { ...anyone, noPriorReply: true };
    const [silent, wroteBack] = [newContact, { ...newContact, wroteBack: true }];
    for (const flag of ["low-risk", "share:100,low-risk"])
      expect([silent, wroteBack].map((one) => populationOf(one, undefined, by(flag, careful)))).toEqual([
        "agentic",
        "scripted",
      ]);
    expect(populationOf(wroteBack, undefined, by("on", careful))).toBe("agentic");
  });

  it("depends on rows of the CRM only where low risk asks for the company's size", ({ expect }) => {
    const small = { ...anyone, mostEmployees: 50 };
    expect(
      [by("low-risk", small), by("on", small), by("shadow", small), by("low-risk"), undefined].map(isDrawnByRows),
    ).toEqual([true, false, false, false, false]);
  });
});
