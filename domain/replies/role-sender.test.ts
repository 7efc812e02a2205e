// Tests which addresses are those of programs.
import { describe, it } from "vitest";
import { isRoleSender } from "./role-sender.ts";

describe("the address of a program", () => {
  it.for([
    "no-reply",
    "noreply",
    "no_reply",
    "no.reply",
    "noreply-orders",
    "jira.noreply",
    "drive-shares-dm-noreply",
    "noreply+a1b2",
    "not-reply",
    "donotreply",
    "do-not-reply",
    "do_not_respond",
    "nicht-antworten",
    "keine-antwort",
    "ne-pas-repondre",
    "nepasrepondre",
    "no-responder",
    "naoresponda",
    "mailer-daemon",
    "mailerdaemon",
    "postmaster",
    "bounce",
    "bounces",
    "bounce-1234-abc",
    "bounces+12-ada=engine.example",
    "notification",
    "notifications",
    "notifications-2",
    "auto-confirm",
  ])("is %s", (local, { expect }) => {
    expect(isRoleSender(`${local}@engine.example`)).toBe(true);
  });

  it.for([
    "ada",
    "noreen",
    "noah.reply",
    "norbert",
    "replyto.norman",
    "arno.replinger",
    "ada.bounce",
    "bouncer",
    "bounceford",
    "postmasterson",
    "support",
    "info",
    "sales",
    "office",
    "kontakt",
    "john+noreply",
    "mailerson",
    "notifyer",
    "pas.martin",
  ])("is not %s", (local, { expect }) => {
    expect(isRoleSender(`${local}@engine.example`)).toBe(false);
  });

  it("is asked of the mailbox and not of the domain", ({ expect }) => {
    expect(isRoleSender("ada@noreply.example")).toBe(false);
    expect(isRoleSender("noreply")).toBe(false);
  });
});
