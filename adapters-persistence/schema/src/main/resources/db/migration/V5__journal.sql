-- Every order, written before it is sent. No foreign keys: what was ordered outlives its user, account
-- and grant, until it is swept. The last four columns are what it takes from a grant's limits, if any.
CREATE TABLE order_journal (
    id              uuid        PRIMARY KEY,
    user_id         uuid        NOT NULL,
    account         text,
    exchange        text        NOT NULL,
    market          text        NOT NULL,
    environment     text        NOT NULL,
    client_order_id text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('INTENDED', 'ACCEPTED', 'NOT_PLACED', 'UNKNOWN')),
    written_at      timestamptz NOT NULL,
    settled_at      timestamptz CHECK ((settled_at IS NULL) = (state = 'INTENDED')),
    grant_id        uuid,
    day             date,
    currency        text,
    notional        numeric     CHECK (notional >= 0),
    CHECK (num_nonnulls(grant_id, day, currency, notional) IN (0, 4)),
    CHECK (grant_id IS NULL OR account IS NOT NULL)
);
CREATE INDEX order_journal_written_at ON order_journal (written_at);

-- What a grantee's orders of one UTC day are worth together. Not of a grant: one that is revoked and given
-- again goes on with the day's sum.
CREATE TABLE daily_spending (
    account  text    NOT NULL,
    grantee  uuid    NOT NULL,
    day      date    NOT NULL,
    currency text    NOT NULL,
    spent    numeric NOT NULL CHECK (spent >= 0),
    PRIMARY KEY (account, grantee, day, currency)
);
CREATE INDEX daily_spending_day ON daily_spending (day);

GRANT SELECT, INSERT, UPDATE, DELETE ON order_journal, daily_spending TO ${appRole};
