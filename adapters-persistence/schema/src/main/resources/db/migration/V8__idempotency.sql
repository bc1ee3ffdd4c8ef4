-- What a user calls an order, all that it is (a hash), and what it came to: so that asking again for it
-- never places a second one, on any replica, also after a crash.
ALTER TABLE order_journal
    ADD COLUMN idempotency_key text CHECK (length(idempotency_key) BETWEEN 1 AND 128),
    ADD COLUMN wish            text CHECK (wish ~ '^[0-9a-f]{64}$'),
    ADD COLUMN sent_at         timestamptz,
    ADD COLUMN outcome         text,
    ADD CHECK (idempotency_key IS NULL OR wish IS NOT NULL),
    DROP CONSTRAINT order_journal_state_check,
    DROP CONSTRAINT order_journal_check,
    ADD CONSTRAINT order_journal_state_check
        CHECK (state IN ('INTENDED', 'SENT', 'ACCEPTED', 'NOT_PLACED', 'UNKNOWN')),
    ADD CONSTRAINT order_journal_settled_check
        CHECK ((settled_at IS NULL) = (state IN ('INTENDED', 'SENT'))),
    ADD CONSTRAINT order_journal_sent_check CHECK (state <> 'SENT' OR sent_at IS NOT NULL);
CREATE UNIQUE INDEX order_journal_idempotency_key ON order_journal (user_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
