// What becomes of each generated mutant (testing/awaits.ts) in the tests of the real runtime: the test file that fails when the await is
// dropped, or why none does. Tests in workerd were preferred, and a test in Node is named where it was the first to fail. The bundles of the
// pipeline are out of reach (dropped-await.ts). `npm run mutation -- awaits` repeats it; docs/mutation.md has the last run.

/** A test file, and the project of vitest.config.ts that runs it. */
export interface FailingTest {
  readonly project: string;
  readonly file: string;
}

const inProject =
  (project: string) =>
  (file: string): FailingTest => ({ project, file });
const contacts = inProject("contacts");
const pure = inProject("pure");

/**
 * By the name of the await. A text is the reason why the system as a whole loses nothing without it.
 */
export const AWAITS: Readonly<Record<string, FailingTest | `harmless: ${string}`>> = {
  "durable-objects/contact-object.ts: await keyDiffers(this.env)": contacts(
    "durable-objects/installation-keys.worker.test.ts",
  ),
  "durable-objects/contact-object.ts: await this.#contact.alarm()": contacts(
    "durable-objects/unreadable.worker.test.ts",
  ),
  "durable-objects/contact-object.ts: await policiesIn(this.env, now).with(policiesNamedIn(command": contacts(
    "durable-objects/policy-in-force.worker.test.ts",
  ),
  "durable-objects/contact-object.ts: await policiesIn(this.env, now).inForce()": contacts(
    "durable-objects/policy-in-force.worker.test.ts",
  ),
  "durable-objects/contact-object.ts: await noterOf({ unreadable: unreadableOf(this.env), now, rep":
    "harmless: the note is written a moment later, and its failure is only reported in any case.",
  "durable-objects/cron/complete-list.ts: await record(command)": pure("durable-objects/cron/refused.test.ts"),
  'durable-objects/cron/complete-list.ts: await work.replace({ name: "list", from, to, at: new Date(no':
    "harmless: a turn that another one has overtaken repeats its pages; a recorded event is not recorded twice.",
  "durable-objects/cron/cron.ts: await requireInstalled(shards)": contacts("durable-objects/cron/cron.worker.test.ts"),
  'durable-objects/cron/reconcile.ts: await work.replace({ name: "heads", from, to: next ?? "", at':
    "harmless: a place that is not stored is compared again, and the turn is not reported as failed.",
  "durable-objects/cron/reconcile.ts: await noteAll(odd, ports)": pure("durable-objects/cron/reconcile.test.ts"),
  "durable-objects/cron/reconcile.ts: await inParallel(notes, (note) => unreadable.note({ ...note,": pure(
    "durable-objects/cron/reconcile.test.ts",
  ),
  "durable-objects/cron/reconcile.ts: await inParallel([...new Set(suspects.map(({ contactId }) =>": pure(
    "durable-objects/cron/reconcile.test.ts",
  ),
  'durable-objects/cron/reconcile.ts: await work.replace({ name: "receipts", from, to, at: new Dat':
    "harmless: a place that is not stored is compared again, and the turn is not reported as failed.",
  "durable-objects/cron/reconcile.ts: await compared(object(contactId), await head(contactId))": pure(
    "durable-objects/cron/reconcile.test.ts",
  ),
  "durable-objects/cron/root-files.ts: await bucket.put(`${PARTS}${name}`, text)": pure(
    "durable-objects/cron/refused.test.ts",
  ),
  "durable-objects/cron/root-files.ts: await bucket.put(path, bytes, { httpMetadata: { contentType:": pure(
    "durable-objects/cron/refused.test.ts",
  ),
  "durable-objects/cron/root-files.ts: await bucket.delete(keys.slice(next, next + KEYS_PER_CALL))": contacts(
    "durable-objects/cron/cron.worker.test.ts",
  ),
  "durable-objects/cron/root-files.ts: await writer.write(new TextEncoder().encode(head))":
    "harmless: the stream keeps the order of what is written, and the bucket ends its own `put`, which is awaited, with the stream.",
  "durable-objects/cron/root-files.ts: await writer.write(chunk)":
    "harmless: the stream keeps the order of what is written, and the bucket ends its own `put`, which is awaited, with the stream.",
  "durable-objects/cron/root-files.ts: await writer.close()":
    "harmless: the stream keeps the order of what is written, and the bucket ends its own `put`, which is awaited, with the stream.",
  "durable-objects/cron/root-files.ts: await writer.abort(cause).catch(() => undefined)":
    "harmless: the failure is thrown in any case, and a stream that ends early creates no file.",
  'durable-objects/cron/sample-storage.ts: await work.replace({ name: "keys", from, to: next ?? "", at:':
    "harmless: a place that is not stored is looked at again, and the turn is not reported as failed.",
  "durable-objects/cron/root.ts: await work.replace({ name: NAME, from, to, at: new Date(now(": pure(
    "durable-objects/cron/root.test.ts",
  ),
  "durable-objects/cron/root.ts: await ports.files.dropParts()": pure("durable-objects/cron/refused.test.ts"),
  "durable-objects/cron/root.ts: await files.putPart(name, text)": pure("durable-objects/cron/refused.test.ts"),
  "durable-objects/cron/root.ts: await ports.record(publishRoot(state, ports.origin))":
    "harmless: a root that the log does not have is not among the published ones, and the turn waits likewise.",
  "durable-objects/cron/root.ts: await ports.files.publish(filesOf(published))": pure(
    "durable-objects/cron/refused.test.ts",
  ),
  "durable-objects/cron/root.ts: await ports.files.compose({ names, root, head, parts, bytes:": pure(
    "durable-objects/cron/refused.test.ts",
  ),
  "durable-objects/cron/turn.ts: await work()": pure("durable-objects/cron/turn.test.ts"),
  "durable-objects/cron/unreadable-again.ts: await unreadable.clear(streamId)": pure(
    "durable-objects/cron/reconcile.test.ts",
  ),
  "durable-objects/cron/words-read.ts: await words.remove(day)": pure("durable-objects/cron/words-read.test.ts"),
  "durable-objects/dead-letters.ts: await letters.empty(id)": pure("durable-objects/dead-letters.test.ts"),
  "durable-objects/dead-letters.ts: await letters.put({ ...row, bodySealed: sealText(key, letter": pure(
    "durable-objects/dead-letters.test.ts",
  ),
  "durable-objects/dead-letters.ts: await letters.empty(id) #2": pure("durable-objects/dead-letters.test.ts"),
  "durable-objects/dead-letters.ts: await keepLetter(letter, { ...ports, at })": contacts(
    "durable-objects/dead-letters.worker.test.ts",
  ),
  "durable-objects/dead-letters.ts: await ports.letters.markTaken({ ...taken, at })": pure(
    "durable-objects/dead-letters.test.ts",
  ),
  "durable-objects/dead-letters.ts: await letShip(contactId, ports)": contacts(
    "durable-objects/dead-letters.worker.test.ts",
  ),
  "durable-objects/desk-reads-port.ts: await requireInstalled(shards)": contacts(
    "durable-objects/desk-reads-port.worker.test.ts",
  ),
  "durable-objects/desk-reads-port.ts: await requireInstallationKeys(env)": contacts(
    "durable-objects/installation-keys.worker.test.ts",
  ),
  "durable-objects/errands.ts: await requireInstallationKeys(env) #2": contacts(
    "durable-objects/installation-keys.worker.test.ts",
  ),
  "durable-objects/errands.ts: await requireInstallationKeys(env)": contacts(
    "durable-objects/installation-keys.worker.test.ts",
  ),
  "durable-objects/errands.ts: await Promise.all(shards.map(restoreListRevisions))": contacts(
    "durable-objects/errands.worker.test.ts",
  ),
  "durable-objects/host/check-covered.ts: await inParallel([...found].slice(0, MOST_AT_ONCE), async (i": pure(
    "durable-objects/host/suppress.test.ts",
  ),
  "durable-objects/host/cited-companies.ts: await inParallel(differing(answers, streams), (id) => wake(i": pure(
    "durable-objects/host/cited-companies.test.ts",
  ),
  "durable-objects/host/contact.ts: await shipping.flush((run) => isOverdue(run, now, hold))": pure(
    "durable-objects/host/contact.test.ts",
  ),
  "durable-objects/host/contact.ts: await shipping.listLate((contactId, contact) => lateRows(con": pure(
    "durable-objects/host/contact.test.ts",
  ),
  "durable-objects/host/contact.ts: await erasing.finish()": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/erasing.ts: await stores.readmit(contactId)": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/erasing.ts: await stores.destroy({ contactId, version: erasedVersion, at": pure(
    "durable-objects/host/erasing.test.ts",
  ),
  "durable-objects/host/erasing.ts: await readmitIfLifted(contactId)": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/erasing.ts: await clearFiles()": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/note-unreadable.ts: await unreadable.note({ streamId, detail, at: new Date(now()": pure(
    "durable-objects/host/note-unreadable.test.ts",
  ),
  "durable-objects/host/note-unreadable.ts: await note(streamId, found.error.detail)": pure(
    "durable-objects/host/note-unreadable.test.ts",
  ),
  "durable-objects/host/note-unreadable.ts: await ports.unreadable.clear(streamId).catch(() => undefined":
    "harmless: the cron removes a note that stays.",
  "durable-objects/host/note-unreadable.ts: await call()": pure("durable-objects/host/note-unreadable.test.ts"),
  "durable-objects/host/import-contacts.ts: await send(messages)": pure("durable-objects/host/import-contacts.test.ts"),
  "durable-objects/host/mailbox.ts: await Promise.all(additionsOf(rows, signed).map((command) =>": pure(
    "durable-objects/host/mailbox.test.ts",
  ),
  "durable-objects/host/mailbox.ts: await Promise.all(rows.map((row) => record(liftOf(row, { by,": pure(
    "durable-objects/host/mailbox.test.ts",
  ),
  'durable-objects/host/performing.ts: await ports.mailbox.lift({ by, why: "" })': pure(
    "durable-objects/host/mailbox.test.ts",
  ),
  "durable-objects/host/performing.ts: await shipping.catchUp()":
    "harmless: it only spares a shipment of what the log has already, which the log ignores.",
  "durable-objects/host/performing.ts: await shipping.flush(never) #2":
    "harmless: its result is not used; what is not shipped or sent sets an alarm.",
  "durable-objects/host/performing.ts: await shipping.catchUp() #2":
    "harmless: it only spares a shipment of what the log has already, which the log ignores.",
  "durable-objects/host/performing.ts: await shipping.catchUp() #3":
    "harmless: it only spares a shipment of what the log has already, which the log ignores.",
  "durable-objects/host/performing.ts: await shipping.catchUp() #4":
    "harmless: it only spares a shipment of what the log has already, which the log ignores.",
  "durable-objects/host/performing.ts: await erasing.finish()":
    "harmless: an erasure with a key left sets the next alarm.",
  "durable-objects/host/performing.ts: await erasing.finish() #2": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/policies-of.ts: await known()": contacts("durable-objects/policy-in-force.worker.test.ts"),
  "durable-objects/host/port.ts: await inParallel(jobsOf(routed, verb), async ({ indexes, wor": pure(
    "durable-objects/host/port.test.ts",
  ),
  "durable-objects/host/port.ts: await noteReading(reading)": pure("durable-objects/host/port.test.ts"),
  "durable-objects/host/port.ts: await errand(one.errand)": pure("durable-objects/host/port.test.ts"),
  "durable-objects/host/rebuild-list.ts: await restoreRevisions()": pure("durable-objects/host/rebuild-list.test.ts"),
  "durable-objects/host/rebuild-read-models.ts: await ports.repaired(streamId)": pure(
    "durable-objects/host/rebuild-read-models.test.ts",
  ),
  "durable-objects/host/rebuild-read-models.ts: await ports.rows.restore({ streamId, version: made.version }": pure(
    "durable-objects/host/rebuild-read-models.test.ts",
  ),
  "durable-objects/host/rewrap.ts: await installation.replaceMaster(to)": pure("durable-objects/host/rewrap.test.ts"),
  "durable-objects/host/placing.ts: await companies.putCompany(model)": pure("durable-objects/host/companies.test.ts"),
  "durable-objects/host/placing.ts: await companies.putPlacement({ contactId: ContactId.parse(st": pure(
    "durable-objects/host/placements.test.ts",
  ),
  "durable-objects/host/placing.ts: await companies.putCorrection(correction)": pure(
    "durable-objects/host/corrections.test.ts",
  ),
  "durable-objects/host/placing.ts: await companies.putSources(sourceRows(foldSources(stream.eve": contacts(
    "durable-objects/sources.worker.test.ts",
  ),
  "durable-objects/host/placing.ts: await absorbed(company, company.merged, record)": pure(
    "durable-objects/host/merges.test.ts",
  ),
  "durable-objects/host/shipping.ts: await placeUpTo(version)": pure("durable-objects/host/companies.test.ts"),
  "durable-objects/host/shipping.ts: await place()": pure("durable-objects/host/companies.test.ts"),
  "durable-objects/host/shipping.ts: await append()": pure("durable-objects/host/erasing.test.ts"),
  "durable-objects/host/shipping.ts: await send(due.map((effect) => effect.message))":
    "harmless: the alarm sends again after the patience of the step.",
  "durable-objects/host/dispatching.ts: await dispatching.put(right, ANY_VERSION)": pure(
    "durable-objects/host/dispatching.test.ts",
  ),
  "durable-objects/host/dispatching.ts: await complete()": pure("durable-objects/host/dispatching.test.ts"),
  "durable-objects/host/dispatching.ts: await dispatching.put(rowOfStop(command, own, since))": pure(
    "durable-objects/host/dispatching.test.ts",
  ),
  "durable-objects/host/performing.ts: await switching.complete()": pure("durable-objects/host/dispatching.test.ts"),
  "durable-objects/host/performing.ts: await shipping.catchUp() #5":
    "harmless: it only spares a shipment of what the log has, which the log ignores.",
  "durable-objects/host/placing.ts: await dispatching.put(dispatchingOf(stream.events, version))": pure(
    "durable-objects/host/dispatching.test.ts",
  ),
  "durable-objects/host/stop-switch.ts: await inParallel([...new Set(contacts)], (id) => object(id).":
    "harmless: it is haste; the alarm of each object sends its message again.",
  "durable-objects/host/stop-switch.ts: await wakeFirst(waitingSince)":
    "harmless: it is haste; the alarm of each object sends its message again.",
  "durable-objects/host/suppress.ts: await checkCovered(addressesIn(wishes))": pure(
    "durable-objects/host/suppress.test.ts",
  ),
  "durable-objects/host/suppress.ts: await crm.readmit(contactId)": pure("durable-objects/host/suppress.test.ts"),
  "durable-objects/host/suppress.ts: await list.read([], atLeast)": pure("durable-objects/host/suppress.test.ts"),
  "durable-objects/host/suppress.ts: await readmit()": pure("durable-objects/host/suppress.test.ts"),
  "durable-objects/host/suppress.ts: await readmit() #2": pure("durable-objects/host/suppress.test.ts"),
  "durable-objects/index.ts: await cronTurn( env, () => Date.now(), (input, init) => fetc": contacts(
    "durable-objects/cron/cron.worker.test.ts",
  ),
  "durable-objects/ports.ts: await ownKeyTrouble(role, env)": contacts(
    "durable-objects/installation-keys.worker.test.ts",
  ),
  "durable-objects/redrive.ts: await sendEach(env, [message])": pure("durable-objects/dead-letters.test.ts"),
  "durable-objects/redrive.ts: await letters.markRedriven({ id, at, by })": pure(
    "durable-objects/dead-letters.test.ts",
  ),
  "durable-objects/redrive.ts: await words.opened({ by, about, at: now() })": pure(
    "durable-objects/dead-letters.test.ts",
  ),
  "durable-objects/send-each.ts: await Promise.all(messages.map((message) => env[BINDING[mess": pure(
    "durable-objects/send-each.test.ts",
  ),
  "durable-objects/tracing/langsmith.ts: await Promise.race([sending, rejectsAfter(deadlineMs)])": contacts(
    "durable-objects/tracing/langsmith.worker.test.ts",
  ),
  "durable-objects/tracing/langsmith.ts: await body?.cancel().catch(() => undefined)":
    "harmless: the rest of an answer that nobody reads.",
  "durable-objects/tracing/tracing.ts: await work.replace({ name: NAME, from, to: JSON.stringify({": pure(
    "durable-objects/tracing/tracing.test.ts",
  ),
  "durable-objects/tracing/tracing.ts: await own.mark(taken.map(({ stream: { streamId }, head }) =>": pure(
    "durable-objects/tracing/tracing.test.ts",
  ),
  "durable-objects/tracing/tracing.ts: await marks.mark(own.map(({ mark }) => mark))": pure(
    "durable-objects/tracing/tracing.test.ts",
  ),
  "workers/desk/access.ts: await keys.reload().catch(() => undefined)": pure("workers/desk/access.test.ts"),
  "workers/desk/access.ts: await refresh(now.getTime())": pure("workers/desk/access.test.ts"),
  "workers/desk/actions/erase-action.ts: await names(click.input.confirm, id.data, click)":
    pure("workers/desk/erase.test.ts"),
  "workers/desk/answer-page.tsx: await page": pure("workers/desk/contact-answers.test.ts"),
  "workers/desk/api-routes.ts: await give(c, by)": pure("workers/desk/api.test.ts"),
  "workers/desk/api-routes.ts: await give(query.data, by)": pure("workers/desk/api.test.ts"),
  "workers/desk/api-routes.ts: await comparedDays(desk)": pure("workers/desk/api.test.ts"),
  "workers/desk/api-routes.ts: await desk.reads.openSources()": pure("workers/desk/api.test.ts"),
  "workers/desk/app.tsx: await next()": pure("workers/desk/api.test.ts"),
  'workers/desk/ended-sessions.ts: await performOne(port, { type: "EndSession", sessionId: id,': pure(
    "workers/desk/ended-sessions.test.ts",
  ),
  "workers/desk/list-queries.ts: await readContact(desk, by, contactId)": pure("workers/desk/unreadable.test.ts"),
  "workers/desk/list-queries.ts: await contactWith(desk, contactId, async () => loggedTimelin": pure(
    "workers/desk/unreadable.test.ts",
  ),
  "workers/desk/list-queries.ts: await missingHold(desk, timeline, open)": pure("workers/desk/api.test.ts"),
  "workers/desk/opened-hold.ts: await desk.reads.hold(own.holdId)": pure("workers/desk/opened-hold.test.ts"),
  'workers/desk/import/stores.ts: await performOne(desk.port, { type: "ImportContacts", contac': pure(
    "workers/desk/import/import.test.ts",
  ),
  'workers/desk/operator-routes.ts: await performOne(desk.port, { type: "RebuildReadModels", ...': pure(
    "workers/desk/operator-routes.test.ts",
  ),
  "workers/desk/sign-in-routes.tsx: await startSession(desk, identities, c, who)": pure(
    "workers/desk/opened-hold.test.ts",
  ),
  "workers/desk/sign-in-routes.tsx: await endSession(desk, c, session)": pure("workers/desk/ended-sessions.test.ts"),
  "workers/desk/signed-in.ts: await desk.endedSessions.end(session)": pure("workers/desk/ended-sessions.test.ts"),
  "workers/dispatcher/dispatch.ts: await transport.send(mail)":
    "harmless: the next delivery finds the claim taken, and ends as uncertain, too.",
  'workers/dispatcher/index.ts: await performOne(PORT as unknown as Port<"dispatcher">, { ty': inProject("dispatcher")(
    "workers/dispatcher/dispatch.worker.test.ts",
  ),
  "workers/dispatcher/transports.ts: await outbox.put({ idempotencyKey, streamId: contactId, appr": pure(
    "workers/dispatcher/transports.test.ts",
  ),
  'workers/ingest/app.tsx: await (kind === "optOut" ? recordOptOut(message, ports.optOu': pure(
    "workers/ingest/opt-out.test.ts",
  ),
  "workers/ingest/app.tsx: await keep(refusedLetter(kept, reasonOf(refusal)))": pure("workers/ingest/accept.test.ts"),
  "workers/ingest/app.tsx: await recordUnsubscribe(contactId, ports.optOut)": pure(
    "workers/ingest/unsubscribe.test.ts",
  ),
  "workers/ingest/email.ts: await ports.keep(refusedLetter(kept, reasonOf(message.error)":
    pure("workers/ingest/email.test.ts"),
  "workers/ingest/email.ts: await ports.send(message.value)": pure("workers/ingest/email.test.ts"),
  "workers/ingest/index.ts: await env.DEAD_LETTERS.send(letter)": inProject("ingest")(
    "workers/ingest/ingest.worker.test.ts",
  ),
  "workers/ingest/index.ts: await stage.queue({ messages: recorded }, env)": inProject("ingest")(
    "workers/ingest/ingest.worker.test.ts",
  ),
  "workers/ingest/index.ts: await takeAgain(again, { ...doorOf(env, await doorPolicyOf(e": inProject("ingest")(
    "workers/ingest/ingest.worker.test.ts",
  ),
  "workers/ingest/index.ts: await env.INGEST.send(message)": inProject("ingest")(
    "workers/ingest/ingest.worker.test.ts",
  ),
  "workers/ingest/known-sources.ts: await copy.write(answer.sources)":
    "harmless: the copy is written a moment later, and a request that ends before it leaves the copy to the next one.",
  "workers/ingest/known-sources.ts: await look()": pure("workers/ingest/known-sources.test.ts"),
  "workers/ingest/known-sources.ts: await look() #2": pure("workers/ingest/known-sources.test.ts"),
  "workers/ingest/known-sources.ts: await looked(day)": "harmless: what was over a budget is counted a moment later.",
  "workers/ingest/sources-copy.ts: await cache.put(url, new Response(sealText(key, CONTEXT, JSO":
    "harmless: the copy is written a moment later, and a request that ends before it leaves the copy to the next one.",
  "workers/ingest/opt-out.ts: await recordNow([...commands, ...(isOwn ? [] : [conflictComm": pure(
    "workers/ingest/opt-out.test.ts",
  ),
  "workers/ingest/opt-out.ts: await recordNow([command, ...commands], ports)": pure(
    "workers/ingest/unsubscribe.test.ts",
  ),
  'workers/ingest/own-key.ts: await askOne(port, { type: "CheckKey", key: "SYSTEM_KEY", fi': pure(
    "workers/ingest/own-key.test.ts",
  ),
  "workers/ingest/record.ts: await ports.crm.upsertContacts(own.map(({ message }) => cont": pure(
    "workers/ingest/record-batch.test.ts",
  ),
  "workers/ingest/record.ts: await ports.crm.upsertContacts([contactOf(message)])": pure(
    "workers/ingest/record.test.ts",
  ),
  'workers/ingest/take-again.ts: await ports.keep(refusedLetter(body, reason ?? ""))': pure(
    "workers/ingest/take-again.test.ts",
  ),
  'workers/ingest/take-again.ts: await ports.keep({ queue: "dead-letters", taken, ...whose, r': pure(
    "workers/ingest/take-again.test.ts",
  ),
  "workers/ingest/take-again.ts: await ports.send(accepted.message)": pure("workers/ingest/take-again.test.ts"),
  "workers/model/budget.ts: await spend.read(at.slice(0, DAY_CHARACTERS))":
    "harmless: the batch is tried again instead of being handled by rules.",
  "workers/model/model.ts: await client.chat.completions.create( { ...body, model, max_":
    pure("workers/model/model.test.ts"),
  "workers/scorer/rescore.ts: await run(due.map(deliveryOf))": pure("workers/scorer/rescore.test.ts"),
  "workers/scorer/score.ts: await settled(judge.fits.keep({ question, basisPoints, reaso":
    "harmless: an answer that is not kept is asked for again, and each call is in the log with its score.",
  "workers/stage/define-stage.ts: await producer.sendBatch(messages.map((body) => ({ body })))": pure(
    "workers/stage/define-stage.test.ts",
  ),
  "workers/stage/define-stage.ts: await deadLetters.send(poison)": pure("workers/stage/define-stage.test.ts"),
  "workers/stage/kept.ts: await ended(steps, port, (index, again) => void failed.set(i": pure(
    "workers/planner/asking.test.ts",
  ),
  "workers/stage/queues.ts: await send(queue, batch)": pure("workers/stage/stage.test.ts"),
  "workers/stage/settle.ts: await deadLetter(poisonOf({ origin: queue, reason: outcome.r":
    pure("workers/stage/stage.test.ts"),
  "workers/stage/stage.ts: await runPortion(stage, deliveries.slice(from, from + size),":
    pure("workers/stage/stage.test.ts"),
  "workers/stage/stage.ts: await runKept(port, kept)": pure("workers/stage/kept.test.ts"),
  "workers/stage/stage.ts: await runKept(port, kept) #2": pure("workers/stage/kept.test.ts"),
  "workers/stage/stage.ts: await settle(stage.queue, [...unparsed, ...(await sent(given":
    pure("workers/stage/stage.test.ts"),
  "workers/stage/step.ts: await work()": "harmless: no work that is passed rejects.",
};
