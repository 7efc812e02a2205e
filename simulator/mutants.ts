// Mutants: the product's own code with one planted bug. A change names the text that it replaces; white space does not matter. When the text
// no longer exists, loading the mutant fails and names the text.
import { changedSource } from "../testing/changed-source.ts";

interface Mutant {
  /** The part of the system that is copied. */
  readonly part: "host" | "port" | "door" | "desk" | "stages" | "letters" | "redriving";
  /** The path from the root of the project. */
  readonly file: string;
  readonly changes: readonly (readonly [find: string, replace: string])[];
}

export const MUTANTS = {
  "random-receipt": {
    part: "door",
    file: "domain/ingest-message.ts",
    changes: [
      [
        "return { receipt: receiptOf(systemKey, source, providerId) };",
        "return { receipt: receiptOf(systemKey, source + performance.now(), providerId) };",
      ],
    ],
  },
  "no-neighbours": {
    part: "door",
    file: "domain/ingest-message.ts",
    changes: [["neighbours: [receiptIn(window - 1), receiptIn(window + 1)]", "neighbours: undefined"]],
  },
  "memory-only-dedupe": {
    part: "host",
    file: "durable-objects/host/settling.ts",
    changes: [
      [
        "let gate: Promise<unknown> = Promise.resolve();",
        "let gate: Promise<unknown> = Promise.resolve(); const met = new Set<string>();",
      ],
      [
        "const recorded = stream.recorded(command.commandId);",
        "const recorded = met.has(command.commandId) ? stream.recorded(command.commandId) : null; met.add(command.commandId);",
      ],
    ],
  },
  "read-await-write": {
    part: "host",
    file: "durable-objects/host/settling.ts",
    changes: [
      [
        'reading: ListReading | null): Settled | "needs_list" => {',
        'reading: ListReading | null, seen = stream.contact): Settled | "needs_list" => {',
      ],
      ["contact: stream.contact, at,", "contact: seen, at,"],
      ["const first = turn(command, null);", "const seen = stream.contact; const first = turn(command, null);"],
      ["const again = turn(command, null);", "const again = turn(command, null, seen);"],
      ["const decided = turn(command, reading.value);", "const decided = turn(command, reading.value, seen);"],
    ],
  },
  "object-sends-before-it-appends": {
    part: "host",
    file: "durable-objects/host/shipping.ts",
    changes: [
      ["if (!(await append())) return false; const { streamId } = stream;", "const { streamId } = stream;"],
      ["message.follows <= shipped && (", "("],
      ["if (due.length === 0) return true;", "if (due.length === 0) return append();"],
      [
        "await send(due.map((effect) => effect.message));",
        "await send(due.map((effect) => effect.message)); return append();",
      ],
    ],
  },
  "port-answers-before-it-appends": {
    part: "port",
    file: "durable-objects/host/logged-answers.ts",
    changes: [
      ["NO_FAILURES : await append(shipments, log);", "NO_FAILURES : (void append(shipments, log), NO_FAILURES);"],
    ],
  },
  "failed-append-is-success": {
    part: "port",
    file: "durable-objects/host/logged-answers.ts",
    changes: [
      [
        '{ reason: "log_unavailable", detail: reason }]),',
        '{ reason: "log_unavailable", detail: reason }]).slice(99),',
      ],
    ],
  },
  "unsigned-timer": {
    part: "host",
    file: "domain/contact/stream.ts",
    changes: [
      [
        "signature: signer.sign(last.row, by) }",
        'signature: last.event.writer === "timer" ? null : signer.sign(last.row, by) }',
      ],
    ],
  },
  "effects-only-from-memory": {
    part: "host",
    file: "durable-objects/host/shipping.ts",
    changes: [
      ["const sent = new Set<string>();", "const sent = new Set<string>(); const awoke = stream.contact.version;"],
      ["message.follows <= shipped && (", "message.follows <= shipped && run.stepVersion > awoke && ("],
    ],
  },
  "alarm-throws": {
    part: "host",
    file: "durable-objects/host/contact.ts",
    changes: [
      ["requireKey(); try {", 'requireKey(); if (!(await shipping.append())) throw new Error("log down"); try {'],
    ],
  },
  "claimed-phone-stays": {
    part: "host",
    file: "domain/contact/evolve-signal.ts",
    changes: [["withoutPhone(payload.lookups)", "payload.lookups"]],
  },
  "no-veto-at-draft": {
    part: "host",
    file: "domain/contact/decide-draft.ts",
    changes: [
      [
        'if (veto) return refused( vetoRefusal(veto), ...unusedDraft(command, circumstances, "vetoed"), vetoed(',
        'if (veto?.hits[99]) return refused( vetoRefusal(veto), ...unusedDraft(command, circumstances, "vetoed"), vetoed(',
      ],
    ],
  },
  "no-veto-at-approval": {
    part: "host",
    file: "domain/contact/decide-hold.ts",
    changes: [
      [
        "if (!veto) return null; const { runId, holdId } = hold;",
        'if (!veto || where === "approve") return null; const { runId, holdId } = hold;',
      ],
    ],
  },
  "no-veto-at-check": {
    part: "host",
    file: "domain/contact/decide-list.ts",
    changes: [["if (!veto) return done();", "if (!veto?.hits[99]) return done();"]],
  },
  "no-stop-at-dispatch": {
    part: "host",
    file: "domain/contact/decide-dispatch.ts",
    changes: [
      [
        "if (dispatching.isStopped) return refused(stoppedBy(dispatching));",
        "if (dispatching.version > 1_000) return refused(stoppedBy(dispatching));",
      ],
    ],
  },
  "no-veto-at-dispatch": {
    part: "host",
    file: "domain/contact/decide-dispatch.ts",
    changes: [
      [
        'if (veto) { const recorded = vetoed(circumstances, veto, { where: "dispatch"',
        'if (veto?.hits[99]) { const recorded = vetoed(circumstances, veto, { where: "dispatch"',
      ],
    ],
  },
  "refused-plan-is-dropped": {
    part: "host",
    file: "domain/contact/decide-action.ts",
    changes: [["refused(wanted.error, ...unusedPlan(sent, circumstances))", "refused(wanted.error)"]],
  },
  "refused-draft-is-dropped": {
    part: "host",
    file: "domain/contact/decide-draft.ts",
    changes: [
      ["refused(wanted.error, ...unusedDraft(command, circumstances, wanted.error.reason))", "refused(wanted.error)"],
    ],
  },
  "other-class-is-dropped": {
    part: "host",
    file: "domain/contact/decide-signal.ts",
    changes: [["return done(...calledFor(command, circumstances, recordedAt));", "return done();"]],
  },
  "conflict-is-success": {
    part: "port",
    file: "durable-objects/host/logged-answers.ts",
    changes: [["...conflicts.map(", "...conflicts.slice(99).map("]],
  },
  "every-claim-is-fresh": {
    part: "host",
    file: "durable-objects/host/performing.ts",
    changes: [
      [
        "claimOf(stream, command.approvalId, { resumed: isRepeat, checkpoint, senderOf })",
        "claimOf(stream, command.approvalId, { resumed: false, checkpoint, senderOf })",
      ],
    ],
  },
  "effects-of-a-later-turn": {
    part: "host",
    file: "durable-objects/host/shipping.ts",
    changes: [["message.follows <= shipped && (", "("]],
  },
  "erased-and-on-no-list": {
    part: "host",
    file: "durable-objects/host/erasing.ts",
    changes: [["if (!stream.recorded(command.commandId)) revision = await putOnList(command);", ""]],
  },
  "key-forgotten-first": {
    part: "host",
    file: "durable-objects/host/erasing.ts",
    changes: [["try { await stores.destroy({", "stream.forgetKey(); try { await stores.destroy({"]],
  },
  "key-not-overwritten": {
    part: "host",
    file: "domain/contact/stream.ts",
    changes: [["store.replaceKey(fillerFor(wrappedKey));", ""]],
  },
  "destroys-before-the-log-knows": {
    part: "host",
    file: "durable-objects/host/erasing.ts",
    changes: [
      ["if (shipping.shipped < erasedVersion) return false;", ""],
      ["isComplete: logged && (await finish())", "isComplete: await finish()"],
    ],
  },
  "nobody-finishes-an-erasure": {
    part: "host",
    file: "domain/contact/effects.ts",
    changes: [["(shipped < contact.version || isDestroying)", "shipped < contact.version"]],
  },
  "ignores-the-logs-revision": {
    part: "host",
    file: "durable-objects/host/settling.ts",
    changes: [
      ["await list.read([...new Set(digests)], atLeast);", "await list.read([...new Set(digests)], atLeast * 0);"],
    ],
  },
  "trusts-what-it-loads": {
    part: "host",
    file: "durable-objects/host/unreadable.ts",
    changes: [["|| row.hash !== chainHash(prevHash, row))", "|| [row.hash, chainHash(prevHash, row)].length !== 2)"]],
  },
  "a-new-key-for-the-erased": {
    part: "host",
    file: "domain/contact/stream.ts",
    changes: [["const isKeyless = contact.erased ? isReturn : !wrappedKey;", "const isKeyless = !wrappedKey;"]],
  },
  "believes-any-version": {
    part: "host",
    file: "durable-objects/host/shipping.ts",
    changes: [
      ["if (version !== undefined && version <= stream.contact.version) shipped", "if (version !== undefined) shipped"],
    ],
  },
  "crm-row-is-not-awaited": {
    part: "stages",
    file: "workers/ingest/record.ts",
    changes: [
      [
        "await ports.crm.upsertContacts(own.map(({ message }) => contactOf(message)));",
        "void ports.crm.upsertContacts(own.map(({ message }) => contactOf(message))).catch(() => undefined);",
      ],
    ],
  },
  "letter-acknowledged-first": {
    part: "letters",
    file: "durable-objects/dead-letters.ts",
    changes: [
      ["message.ack(); } catch", "} catch"],
      ["await keepLetter(letter,", "message.ack(); await keepLetter(letter,"],
    ],
  },
  "letter-marked-first": {
    part: "redriving",
    file: "durable-objects/redrive.ts",
    changes: [
      [
        "await sendEach(env, [message]); await letters.markRedriven({ id, at, by });",
        "await letters.markRedriven({ id, at, by }); await sendEach(env, [message]);",
      ],
    ],
  },
  "shown-row-is-trusted": {
    part: "desk",
    file: "workers/desk/opened-hold.ts",
    changes: [
      [
        "if (hold) return ok({ hold,",
        "if (hold?.text && row) Object.assign(hold, { text: { ...hold.text, ...JSON.parse(row.shown) } }); if (hold) return ok({ hold,",
      ],
    ],
  },
  "a-rule-is-called-a-model": {
    part: "host",
    file: "domain/contact/decide-score.ts",
    changes: [
      [
        'return roleFit.by === "rule" || !answeredBy ? "rule_based_fallback" : byModel(answeredBy);',
        'return byModel(answeredBy ?? { model: "simulated", promptDigest: "a".repeat(22) });',
      ],
    ],
  },
  "a-failed-call-is-an-answer": {
    part: "stages",
    file: "workers/scorer/role-fit.ts",
    changes: [
      [
        'if (reply.outcome !== "ok") return stand(reply.outcome);',
        'if (reply.outcome !== "ok") return { ...stand(reply.outcome), roleFit: { by: "model", reason: "unclear", question }, answeredBy: { model: name, promptDigest: "a".repeat(22) } };',
      ],
    ],
  },
  "weights-are-not-renormalised": {
    part: "host",
    file: "domain/rules/score.ts",
    changes: [["const sum = present.reduce((total, term) => total + weights[term], 0);", "const sum = WHOLE;"]],
  },
  "no-veto-before-a-judge": {
    part: "stages",
    file: "workers/scorer/score.ts",
    changes: [['if (vetoOf(basis.flags, readingFor(listed.value, basis.lookups).hit)) return "vetoed";', ""]],
  },
  "a-judge-is-not-recorded": {
    part: "stages",
    file: "workers/scorer/score.ts",
    changes: [["...(fit?.call ? { call: fit.call } : {}),", ""]],
  },
  "an-edited-draft-is-replaced": {
    part: "host",
    file: "domain/contact/decide-again.ts",
    changes: [["if (hold.edited) return done(...grades);", ""]],
  },
  "graded-again-at-every-turn": {
    part: "host",
    file: "domain/contact/decide-again.ts",
    changes: [['if (until !== null) return refused({ reason: "graded_lately", until });', ""]],
  },
  "no-veto-when-graded-again": {
    part: "host",
    file: "domain/contact/decide-again.ts",
    changes: [["if (veto) return refused(", "if (veto?.hits[99]) return refused("]],
  },
  "a-score-chooses-the-template": {
    part: "host",
    file: "domain/contact/decide-draft.ts",
    changes: [
      ["template: command.template,", 'template: contact.score?.value?.tier === "B" ? "followup" : command.template,'],
    ],
  },
  "every-score-is-news": {
    part: "host",
    file: "domain/contact/decide-score.ts",
    changes: [["return isMoved(before, now, policy.score);", "return isMoved(before, now, policy.score) || true;"]],
  },
  "a-click-has-no-digest": {
    part: "host",
    file: "domain/contact/decide-hold.ts",
    changes: [["return drawn.value.digest === digest ? open", "return drawn.value.digest !== null ? open"]],
  },
} as const satisfies Record<string, Mutant>;

export type MutantName = keyof typeof MUTANTS;

/** The changed text of a file; null when the mutant does not change the file. Throws when the text to replace is missing. */
export function mutated(name: MutantName, path: string, text: string): string | null {
  const { file, changes }: Mutant = MUTANTS[name];
  if (!path.endsWith(`/${file}`)) return null;
  return changedSource(text, changes, `mutant ${name} of ${file}`);
}
