-- Whether an order waits for a trigger: exchanges keep those apart, and forget them sooner. Of what
-- was written before nobody knows, and so it may.
ALTER TABLE order_journal
    ADD COLUMN may_wait boolean NOT NULL DEFAULT true;
