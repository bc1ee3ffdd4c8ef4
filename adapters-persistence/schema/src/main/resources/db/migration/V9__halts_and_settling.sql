-- Whose trading is halted, since when and by whom; the row of everybody has no user. An order's own
-- transaction looks here, so that a halt is in force everywhere once it is committed.
CREATE TABLE halts (
    user_id uuid        UNIQUE NULLS NOT DISTINCT REFERENCES users (id) ON DELETE CASCADE,
    since   timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON halts TO ${appRole};

-- What it takes to find out later what became of an order. The server that writes one holds the advisory
-- lock of that number for as long as it lives.
ALTER TABLE order_journal
    ADD COLUMN symbol text,
    ADD COLUMN sender integer;
CREATE INDEX order_journal_open ON order_journal (written_at)
    WHERE account IS NOT NULL AND state IN ('INTENDED', 'SENT', 'UNKNOWN');
