// Invariants of scores (I19 to I21). The arithmetic is written anew here, so that a mistake in the product's own is found.
import { evolve } from "../domain/contact/evolve.ts";
import type { Contact } from "../domain/contact/state.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import { Intent } from "../schema/score-lists.ts";
import { DAY_MS } from "../schema/time.ts";
import { short, withStates } from "./judge-decisions.ts";
import type { World } from "./world.ts";

type Scored = EventOf<"ContactScored">;
const { tiers, propensity, movedBy } = samplePolicy.score;

/** All that is wrong with the scores of a contact. */
export function scoresHold(world: World, streamId: ContactId): string[] {
  let before: Scored | null = null;
  return [...withStates(world, streamId)].flatMap(([contact, event]) => {
    const wrong = foreign(event);
    if (event.type === "ContactScored") {
      wrong.push(...weighed(event), ...decayed(event, world, streamId), ...calledWhatItIs(event, world, streamId));
      wrong.push(...movesNothing(contact, event, world), ...isNews(before, event));
      before = event;
    }
    return wrong.map((fault) => `${fault} (${short(streamId)}@${event.version})`);
  });
}

/** I20: the scorer writes scores and the calls for them, and no other stage does. */
function foreign({ type, provenance, writer, ...event }: StoredEvent): string[] {
  const isOwn =
    type === "ContactScored" ||
    (type === "LlmCalled" && "step" in event.payload && event.payload.step === "judge_role");
  return isOwn === (writer === "scorer") ? [] : [`I20: ${type} for ${provenance.reason} is written by ${writer}`];
}

/** I20: a score changes nothing but the score. */
function movesNothing(before: Contact, event: Scored, { ledger }: World): string[] {
  const after = evolve(before, event, ledger.of(event.streamId).rows[event.version - 1]!.hash);
  return canonicalJson(beside(before)) === canonicalJson(beside(after)) ? [] : ["I20: a score changes its contact"];
}
/** The state of a contact without the score and the place in the stream. */
const beside = ({ score: _s, version: _v, head: _h, at: _a, commands: _c, ...rest }: Contact): object => rest;

/** I19: the composite is the mean of the present terms by their weights, and the tier is the composite's. */
function weighed({ payload: { terms, weights, shares, composite, tier } }: Scored): string[] {
  const present = Object.entries(terms).map(([term, { basisPoints }]) => {
    const name = term as keyof typeof weights;
    return { points: basisPoints, weight: weights[name], share: shares[name] ?? 0 };
  });
  const sum = present.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return composite === 0 && tier === "D" ? [] : ["I19: a score of nothing is not 0"];
  const mean = present.reduce((total, { points, weight }) => total + points * (weight / sum), 0);
  const whole = present.reduce((total, { share }) => total + share, 0);
  const isFair = present.every(({ weight, share }) => Math.abs(share - (10_000 * weight) / sum) < 1);
  const expected = composite >= tiers.A ? "A" : composite >= tiers.B ? "B" : composite >= tiers.C ? "C" : "D";
  return [
    ...(Math.abs(mean - composite) <= 0.5001 ? [] : [`I19: the composite is ${composite}, and the mean ${mean}`]),
    ...(whole === 10_000 && isFair ? [] : [`I19: the shares are ${whole} together`]),
    ...(tier === expected ? [] : [`I19: ${composite} is tier ${tier}`]),
  ];
}

/** I19: the signals are events of the contact, and their points decayed until the score's time. */
function decayed({ payload, provenance }: Scored, { ledger }: World, streamId: ContactId): string[] {
  const cited = (payload.terms.propensity?.rows ?? []).map((place) => provenance.evidence[place]!);
  const unknown = cited.filter(({ id, columns }) => {
    const event = ledger.of(streamId).events[Number(id.split("@")[1]) - 1];
    return event?.type !== "HistoryImported" && event?.at !== columns["at"];
  });
  const sum = cited.reduce((total, { columns }) => {
    const days = (Date.parse(payload.asOf) - Date.parse(String(columns["at"]))) / DAY_MS;
    return (
      total + propensity.points[Intent.parse(columns["intent"])] / 2 ** (Math.max(0, days) / propensity.halfLifeDays)
    );
  }, 0);
  const points = payload.terms.propensity?.basisPoints ?? 0;
  return [
    ...unknown.map(({ id }) => `I19: ${id} is no signal of intent`),
    ...(Math.abs(Math.min(10_000, (10_000 * sum) / propensity.wholeFrom) - points) <= cited.length
      ? []
      : [`I19: ${points} for signals that count ${sum}`]),
  ];
}

/** I19: a model's role fit has the call of a model; without one it is called the rule's, with the reason. */
function calledWhatItIs({ payload, provenance, ...event }: Scored, { ledger }: World, streamId: ContactId): string[] {
  const { roleFit, terms } = payload;
  const { source } = provenance;
  const call = ledger.of(streamId).events[event.version - 2];
  const isCalled =
    call?.type === "LlmCalled" &&
    call.commandId === event.commandId &&
    call.payload.step === "judge_role" &&
    call.payload.outcome === "ok";
  const isFair = ((): boolean => {
    if (!roleFit || !terms.role_fit) return !roleFit && !terms.role_fit && source === "rule:score@1";
    if (roleFit.by === "rule")
      return (
        source === "rule_based_fallback" && roleFit.because !== undefined && roleFit.reason === undefined && !isCalled
      );
    // The answer of a call whose stage crashed may be kept, and its call is lost.
    const isAnswered = ledger.payments.some((payment) => payment.step === "judge_role" && payment.isAnswered);
    return (
      source.startsWith("llm:") && roleFit.because === undefined && (roleFit.by === "model" ? isCalled : isAnswered)
    );
  })();
  return isFair ? [] : [`I19: a role fit by ${roleFit?.by ?? "nobody"} has the source ${source}`];
}

/** I21: a score is recorded when it is another one than before, or when that one had its time; so a repeated message records nothing. */
function isNews(before: Scored | null, { payload, policy }: Scored): string[] {
  if (!before) return [];
  const shapeOf = ({ vertical, tier, terms, roleFit }: Scored["payload"], mark: Scored["policy"]): string =>
    canonicalJson([vertical, tier, Object.keys(terms), roleFit?.by === "rule", mark?.digest ?? null]);
  const isSame =
    shapeOf(before.payload, before.policy) === shapeOf(payload, policy) &&
    Math.abs(before.payload.composite - payload.composite) < movedBy;
  const isOver = before.payload.until !== null && before.payload.until <= payload.asOf;
  return isSame && !isOver ? ["I21: an equal score is recorded again"] : [];
}
