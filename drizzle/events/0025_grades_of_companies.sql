-- The ended holds by the company that their qualification found: its page lists the grades that rest on it. One row more when such a hold ends, none
-- for a hold without a company. Open holds are read by their own index. A confirmed preview is left out, because the draft hold of its run continues it,
-- and so is a hold of an erased contact, because the name of a company says where the person worked. A row that was changed to no JSON has no company.
CREATE INDEX holds_company ON holds ((CASE WHEN json_valid(arithmetic) THEN substr(arithmetic ->> '$.company', 1, instr(arithmetic ->> '$.company', '@') - 1) END), opened_at, hold_id) WHERE instr(arithmetic, '"company":"co_') > 0 AND state NOT IN ('open', 'confirmed') AND shown <> '';
