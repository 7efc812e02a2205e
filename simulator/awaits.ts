// The generated mutants of the code that the simulator loads (testing/awaits.ts): which hunt finds each one, and why no hunt can find the
// others. HOLDPOINT_FULL=1 hunts the others with every hunt, so a reason that is no longer true fails.
import type { HuntName } from "./hunts.ts";

const HOST = "durable-objects/host";

/** The await that is dropped, and the first hunt that finds it. */
export const FOUND_BY: Readonly<Record<string, HuntName>> = {
  "durable-objects/dead-letters.ts: await letters.put({ ...row, bodySealed: sealText(key, letter":
    "dead letters with faults",
  "durable-objects/dead-letters.ts: await letters.empty(id)": "an erasure while a letter is kept",
  "durable-objects/dead-letters.ts: await letters.empty(id) #2": "an erasure while a letter is kept",
  "durable-objects/dead-letters.ts: await keepLetter(letter, { ...ports, at })": "plain stories",
  "durable-objects/redrive.ts: await sendEach(env, [message])": "dead letters with faults",
  "durable-objects/redrive.ts: await letters.markRedriven({ id, at, by })": "plain stories",
  "durable-objects/send-each.ts: await Promise.all(messages.map((message) => env[BINDING[mess":
    "dead letters with faults",
  [`${HOST}/contact.ts: await shipping.flush((run) => isOverdue(run, now, hold))`]: "plain erasures",
  [`${HOST}/mailbox.ts: await Promise.all(additionsOf(rows, signed).map((command) =>`]:
    "an erasure while a port is down",
  [`${HOST}/erasing.ts: await stores.destroy({ contactId, version: erasedVersion, at`]:
    "an erasure while a port is down",
  [`${HOST}/erasing.ts: await clearFiles()`]: "an erasure while a port is down",
  [`${HOST}/port.ts: await inParallel(jobsOf(routed, verb), async ({ indexes, wor`]: "plain stories",
  [`${HOST}/port.ts: await errand(one.errand)`]: "plain stories",
  [`${HOST}/rewrap.ts: await installation.replaceMaster(to)`]: "crash points of wrapping keys anew",
  [`${HOST}/shipping.ts: await append()`]: "one refused call of a stage",
  "workers/dispatcher/transports.ts: await outbox.put({ idempotencyKey, streamId: contactId, appr": "a port is down",
  'workers/ingest/app.tsx: await (kind === "optOut" ? recordOptOut(message, ports.optOu': "one refused call of a stage",
  "durable-objects/dead-letters.ts: await ports.letters.markTaken({ ...taken, at })": "refused bodies with faults",
  "workers/ingest/app.tsx: await keep(refusedLetter(kept, reasonOf(refusal)))": "refused bodies with faults",
  'workers/ingest/take-again.ts: await ports.keep(refusedLetter(body, reason ?? ""))': "refused bodies with faults",
  'workers/ingest/take-again.ts: await ports.keep({ queue: "dead-letters", taken, ...whose, r':
    "refused bodies with faults",
  "workers/ingest/take-again.ts: await ports.send(accepted.message)": "refused bodies with faults",
  "workers/ingest/app.tsx: await recordUnsubscribe(contactId, ports.optOut)": "crash points of an unsubscribe",
  "workers/ingest/opt-out.ts: await recordNow([...commands, ...(isOwn ? [] : [conflictComm":
    "faults of a reported opt-out",
  "workers/ingest/opt-out.ts: await recordNow([command, ...commands], ports)": "crash points of an unsubscribe",
  "workers/ingest/record.ts: await ports.crm.upsertContacts(own.map(({ message }) => cont": "a port is down",
  "workers/stage/kept.ts: await ended(steps, port, (index, again) => void failed.set(i":
    "a paying model whose port is down",
  "workers/stage/queues.ts: await send(queue, batch)": "one refused call of a stage",
  "workers/stage/settle.ts: await deadLetter(poisonOf({ origin: queue, reason: outcome.r": "plain stories",
  "workers/stage/stage.ts: await runPortion(stage, deliveries.slice(from, from + size),": "a port is down",
  "workers/stage/stage.ts: await settle(stage.queue, [...unparsed, ...(await sent(given": "two bodies with faults",
};

const HARMLESS = "Harmless: ";
const ELSEWHERE = "Not simulated: ";

/**
 * The await that is dropped, and why no hunt finds it. "Harmless" is about the system as a whole. "Not simulated" says nothing about harm:
 * tests in workerd look there (checks/mutation/awaits.ts).
 */
export const UNSEEN: Readonly<Record<string, string>> = {
  "durable-objects/dead-letters.ts: await letShip(contactId, ports)": `${HARMLESS}what the object did not ship now, its alarm ships later.`,
  "durable-objects/redrive.ts: await words.opened({ by, about, at: now() })": `${ELSEWHERE}the opening of a letter for a person.`,
  [`${HOST}/cited-companies.ts: await inParallel(differing(answers, streams), (id) => wake(i`]: `${ELSEWHERE}a stage that read other rows of a company than its stream says.`,
  [`${HOST}/contact.ts: await shipping.listLate((contactId, contact) => lateRows(con`]: `${HARMLESS}a row of the list of what is under way that is not written now is written at the next alarm.`,
  [`${HOST}/contact.ts: await erasing.finish()`]: `${HARMLESS}an erasure with a key left sets the next alarm, which finishes it.`,
  [`${HOST}/erasing.ts: await stores.readmit(contactId)`]: `${ELSEWHERE}an entry that is lifted during an erasure.`,
  [`${HOST}/erasing.ts: await readmitIfLifted(contactId)`]: `${ELSEWHERE}an entry that is lifted during an erasure; without a lift it only reads the list.`,
  [`${HOST}/note-unreadable.ts: await unreadable.note({ streamId, detail, at: new Date(now()`]: `${ELSEWHERE}the notes of unreadable objects.`,
  [`${HOST}/note-unreadable.ts: await note(streamId, found.error.detail)`]: `${ELSEWHERE}the notes of unreadable objects.`,
  [`${HOST}/note-unreadable.ts: await ports.unreadable.clear(streamId).catch(() => undefined`]: `${ELSEWHERE}the notes of unreadable objects.`,
  [`${HOST}/note-unreadable.ts: await call()`]: `${ELSEWHERE}the notes of unreadable objects.`,
  [`${HOST}/mailbox.ts: await Promise.all(rows.map((row) => record(liftOf(row, { by,`]: `${ELSEWHERE}a flag that is taken back.`,
  [`${HOST}/performing.ts: await ports.mailbox.lift({ by, why: "" })`]: `${ELSEWHERE}a flag that is taken back.`,
  [`${HOST}/performing.ts: await shipping.catchUp()`]: `${HARMLESS}it only spares a shipment of what the log has, which the log ignores; a story's streams are too short to ask.`,
  [`${HOST}/performing.ts: await shipping.catchUp() #2`]: `${HARMLESS}as above.`,
  [`${HOST}/performing.ts: await shipping.catchUp() #3`]: `${HARMLESS}as above.`,
  [`${HOST}/performing.ts: await shipping.catchUp() #5`]: `${HARMLESS}as above; and no story completes the stop switch.`,
  [`${HOST}/performing.ts: await switching.complete()`]: `${ELSEWHERE}a stop whose row and event a crash separates; durable-objects/host/dispatching.test.ts looks there.`,
  [`${HOST}/dispatching.ts: await dispatching.put(right, ANY_VERSION)`]: `${ELSEWHERE}a stop whose row and event a crash separates; durable-objects/host/dispatching.test.ts looks there.`,
  [`${HOST}/dispatching.ts: await complete()`]: `${ELSEWHERE}a stop whose row and event a crash separates; durable-objects/host/dispatching.test.ts looks there.`,
  [`${HOST}/dispatching.ts: await dispatching.put(rowOfStop(command, own, since))`]: `${ELSEWHERE}a stop whose row and event a crash separates; durable-objects/host/dispatching.test.ts looks there.`,
  [`${HOST}/placing.ts: await dispatching.put(dispatchingOf(stream.events, version))`]: `${ELSEWHERE}a stop whose row and event a crash separates; durable-objects/host/dispatching.test.ts looks there.`,
  [`${HOST}/performing.ts: await shipping.catchUp() #4`]: `${HARMLESS}as above; and no story changes the log key.`,
  [`${HOST}/performing.ts: await shipping.flush(never) #2`]: `${HARMLESS}whether it succeeded is not used: what is not shipped or sent sets an alarm, which does both.`,
  [`${HOST}/performing.ts: await erasing.finish()`]: `${ELSEWHERE}the cron's waking of an object.`,
  [`${HOST}/performing.ts: await erasing.finish() #2`]: `${ELSEWHERE}a log that was restored to a point before an erasure.`,
  [`${HOST}/port.ts: await noteReading(reading)`]: `${ELSEWHERE}the notes of who read which words.`,
  [`${HOST}/shipping.ts: await send(due.map((effect) => effect.message))`]: `${HARMLESS}a message that no queue took is sent again by the alarm, after the patience of its step.`,
  [`${HOST}/suppress.ts: await checkCovered(addressesIn(wishes))`]: `${ELSEWHERE}the desk's adding of an entry; what an object does then is simulated.`,
  [`${HOST}/placing.ts: await companies.putCompany(model)`]: `${ELSEWHERE}the recording of companies.`,
  [`${HOST}/placing.ts: await companies.putPlacement({ contactId: ContactId.parse(st`]: `${ELSEWHERE}the placing of contacts.`,
  [`${HOST}/placing.ts: await companies.putSources(sourceRows(foldSources(stream.eve`]: `${ELSEWHERE}the recording of webhook sources.`,
  [`${HOST}/placing.ts: await companies.putCorrection(correction)`]: `${ELSEWHERE}the correcting of contacts.`,
  [`${HOST}/placing.ts: await absorbed(company, company.merged, record)`]: `${ELSEWHERE}the merging of companies.`,
  [`${HOST}/shipping.ts: await placeUpTo(version)`]: `${ELSEWHERE}the recording of companies.`,
  [`${HOST}/shipping.ts: await place()`]: `${ELSEWHERE}the recording of companies.`,
  [`${HOST}/suppress.ts: await crm.readmit(contactId)`]: `${ELSEWHERE}the lifting of an entry.`,
  [`${HOST}/suppress.ts: await list.read([], atLeast)`]: `${ELSEWHERE}the lifting of an entry.`,
  [`${HOST}/suppress.ts: await readmit()`]: `${ELSEWHERE}the lifting of an entry.`,
  [`${HOST}/suppress.ts: await readmit() #2`]: `${ELSEWHERE}the lifting of an entry.`,
  "workers/ingest/email.ts: await ports.keep(refusedLetter(kept, reasonOf(message.error)": `${ELSEWHERE}the door for mails.`,
  "workers/ingest/email.ts: await ports.send(message.value)": `${ELSEWHERE}the door for mails.`,
  "workers/desk/opened-hold.ts: await desk.reads.hold(own.holdId)": `${ELSEWHERE}the warning that a row for reading differs; what is drawn comes from the object.`,
  "workers/dispatcher/dispatch.ts: await transport.send(mail)": `${HARMLESS}a provider without keys that throws: the next delivery finds the claim taken, and ends as uncertain, too.`,
  "workers/ingest/record.ts: await ports.crm.upsertContacts([contactOf(message)])": `${ELSEWHERE}a contact who was erased and let back. For others, \`read\` has written the row.`,
  "workers/model/budget.ts: await spend.read(at.slice(0, DAY_CHARACTERS))": `${HARMLESS}while the count is unreadable the batch is tried again, instead of being planned by rules: later, and without a call.`,
  "workers/model/model.ts: await client.chat.completions.create( { ...body, model, max_": `${ELSEWHERE}the client of a real model.`,
  "workers/scorer/score.ts: await settled(judge.fits.keep({ question, basisPoints, reaso": `${HARMLESS}an answer that is not kept is asked for again, and each call is in the log with its score.`,
  "workers/stage/stage.ts: await runKept(port, kept)": `${HARMLESS}kept work stays kept while it runs, so its message is given back, and comes again.`,
  "workers/stage/stage.ts: await runKept(port, kept) #2": `${HARMLESS}kept work stays kept while it runs, so its message is given back, and comes again.`,
  "workers/stage/step.ts: await work()": `${HARMLESS}no work that is passed rejects: a step is made without I/O, and what it then asks is guarded elsewhere.`,
};
