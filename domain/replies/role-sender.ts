// Addresses of programs: what is sent to them is read by nobody.

/** "No reply" in the languages of those who send so, anywhere between separators: `no-reply`, `jira.noreply`, `noreply-orders`. */
const NO_REPLY =
  /(?:^|[._=-])(?:no[._-]?t?[._-]?repl(?:y|ies)|do[._-]?not[._-]?(?:reply|respond)|dont[._-]?reply|no[._-]?(?:antwort|answer|response)|(?:bitte[._-]?)?nicht[._-]?antworten|keine?[._-]?antwort|(?:ne)?[._-]?pas[._-]?(?:de[._-]?)?(?:repondre|reponse)|ne[._-]?pas[._-]?repondre|no[._-]?(?:responder|contestar|responda)|nao[._-]?(?:responda|responder)|non[._-]?rispondere|niet[._-]?(?:beantwoorden|antwoorden)|svar[._-]?ej|ikke[._-]?svar|ala[._-]?vastaa|neodpovid(?:at|ej(?:te)?)|nie[._-]?odpowiadaj|yanitlamayin)(?:$|[._=\d-])/;
/** What mail servers, lists and trackers send from. */
const SERVER =
  /^(?:mail(?:er)?[._-]?daemon|mdaemon|postmaster|bounces?|bounced|notifications?|notify|notifier|mailer|listserv|majordomo|autoresponder|auto[._-]?(?:reply|confirm))(?:$|[._=\d-])/;

/** Whether the canonical address belongs to a program: no-reply, mailer-daemon, postmaster, bounce, notifications. Its tag is not asked. */
export function isRoleSender(address: string): boolean {
  const local = address.slice(0, Math.max(0, address.lastIndexOf("@"))).split("+")[0] ?? "";
  return NO_REPLY.test(local) || SERVER.test(local);
}
