-- `identities` has the mailboxes of contacts by the comparison key of their address (domain/address.ts), and when we last wrote to each. A mailbox or
-- a subject that a second contact has belongs to none of them: its `contact_id` is then empty.
ALTER TABLE identities ADD COLUMN written_at TEXT;
--> statement-breakpoint

INSERT INTO identities (kind, value, contact_id, since)
SELECT 'mailbox', mailbox, (CASE WHEN count(DISTINCT contact_id) = 1 THEN min(contact_id) ELSE '' END), min(since)
  FROM (
    SELECT contact_id, since,
      (CASE
        WHEN domain IN ('gmail.com', 'googlemail.com')
          THEN coalesce(nullif(replace(untagged, '.', ''), ''), untagged) || '@gmail.com'
        WHEN domain IN ('proton.me', 'protonmail.com', 'pm.me')
          THEN coalesce(nullif(replace(replace(replace(untagged, '.', ''), '_', ''), '-', ''), ''), untagged) || '@proton.me'
        ELSE untagged || '@' || domain
      END) AS mailbox
      FROM (
        SELECT contact_id, since, substr(value, instr(value, '@') + 1) AS domain,
          substr(value, 1, (CASE WHEN instr(value, '+') > 1 THEN instr(value, '+') ELSE instr(value, '@') END) - 1) AS untagged
          FROM identities WHERE kind = 'email'
      )
  )
 GROUP BY mailbox;
--> statement-breakpoint

DELETE FROM identities WHERE kind = 'email';
--> statement-breakpoint

-- An erasure finds the subjects of a contact by it. Mailboxes are found by the address of the contact, so that a lead costs no row more.
CREATE INDEX identities_subjects ON identities (contact_id) WHERE kind = 'subject' AND contact_id <> '';
