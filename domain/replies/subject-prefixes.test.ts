// Tests that a subject is freed of every prefix of answering and forwarding, and that words which only look like one stay.
import { describe, it } from "vitest";
import { ownWords } from "./own-words.ts";
import { stripPrefixes } from "./subject-prefixes.ts";

describe("a subject that answers", () => {
  it.for([
    "Re",
    "RE",
    "re ",
    "Re[2]",
    "RE(3)",
    "Re^2",
    "Aw",
    "AW",
    "Antw",
    "Antwort",
    "WG",
    "SV",
    "Svar",
    "VS",
    "VB",
    "VL",
    "Odp",
    "PD",
    "RIF",
    "R",
    "I",
    "TR",
    "Réf",
    "RV",
    "RES",
    "ENC",
    "YNT",
    "İLT",
    "Atb",
    "Vá",
    "BLS",
    "TRS",
    "Fw",
    "Fwd",
    "回复",
    "答复",
    "回覆",
    "转发",
    "轉寄",
    "返信",
    "転送",
    "답장",
    "RE: 회신",
    "Отв",
    "На",
    "ΑΠ",
    "ΣΧΕΤ",
    "תגובה",
    "رد",
    "Doorst",
    "Odg",
    "Re: AW: SV: VS",
    "FW: Re: Aw: Antw",
    "[EXTERNAL] Re",
    "Re: [EXT] AW",
    "AW：WG",
  ])("is ours behind “%s:”", (prefix, { expect }) => {
    expect(stripPrefixes(`${prefix}: Offer`)).toBe("Offer");
    expect(ownWords({ subject: `${prefix}: Offer`, text: "" }).subject).toBe("");
  });

  it("may be nothing but prefixes", ({ expect }) => {
    expect(stripPrefixes("Re:Re:Re:")).toBe("");
    expect(stripPrefixes("回复：答复：报价")).toBe("报价");
    expect(stripPrefixes("TR : Offre")).toBe("Offre");
  });
});

describe("a subject of the person's own", () => {
  it.for([
    "Be aware: unsubscribe me",
    "Re-read: unsubscribe me",
    "Reply: now",
    "Regarding: you",
    "Offer: Re: us",
    "Note: stop",
    "10:30 call",
    "[Case 12] Offer",
    "Re Offer",
    "Question: price",
  ])("stays: %s", (subject, { expect }) => {
    expect(stripPrefixes(subject)).toBe(subject);
    expect(ownWords({ subject, text: "" }).subject).toBe(subject);
  });
});
