// The comparison key of an address in SQL, so that a row of `contacts` finds the row of its mailbox. domain/address.ts has the same in code, and a
// property compares the two.
import { MAILBOX_RULES } from "../schema/mailbox-rules.ts";

/** The comparison key of the canonical address that `address`, an SQL expression, gives. A canonical address has one @, and no quote. */
export function mailboxSql(address: string): string {
  const [at, plus] = [`instr(${address}, '@')`, `instr(${address}, '+')`];
  const domain = `substr(${address}, ${at} + 1)`;
  const untagged = `substr(${address}, 1, CASE WHEN ${plus} > 1 THEN ${plus} ELSE ${at} END - 1)`;
  const rules = MAILBOX_RULES.map(({ domains, ignored }) => {
    const plain = ignored.reduce((name, character) => `replace(${name}, '${character}', '')`, untagged);
    const names = domains.map((name) => `'${name}'`).join(", ");
    return `WHEN ${domain} IN (${names}) THEN coalesce(nullif(${plain}, ''), ${untagged}) || '@${domains[0]}'`;
  });
  return `CASE ${rules.join(" ")} ELSE ${untagged} || '@' || ${domain} END`;
}
