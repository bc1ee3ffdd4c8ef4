-- Whether the operator made the user, and so vouches for the address: only an address that somebody
-- vouches for can be named in a grant. Those made before now stand in the trail.
ALTER TABLE users ADD COLUMN made_by_operator boolean NOT NULL DEFAULT false;
UPDATE users SET made_by_operator = true
    WHERE email NOT LIKE '%@local' AND id IN (SELECT user_id FROM audit WHERE kind = 'user_added');

-- The own vault's accounts: what may be shown. The fingerprint is a hash of the whole main key, for
-- telling that somebody stores the same one again.
CREATE TABLE accounts (
    id             text        PRIMARY KEY CHECK (id ~ '^own_[0-9a-f-]{36}$'),
    owner          uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    exchange       text        NOT NULL,
    label          text        NOT NULL,
    ceiling        text        NOT NULL CHECK (ceiling IN ('READ', 'TRADE')),
    suffix         text        NOT NULL CHECK (length(suffix) <= 4),
    fingerprint    text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    permissions    text[]      CHECK (permissions <@ ARRAY ['READ', 'SPOT_TRADE', 'MARGIN_TRADE',
                                          'DERIVATIVES_TRADE', 'INTERNAL_TRANSFER', 'WITHDRAW']),
    ip_restricted  boolean,
    key_expires_at timestamptz,
    created_at     timestamptz NOT NULL
);
CREATE INDEX accounts_owner_fingerprint ON accounts (owner, fingerprint);

-- Their keys, as ciphertext only. How often a key was set is part of what its encryption is bound to:
-- a row put back from before does not open.
CREATE TABLE account_keys (
    account      text   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    slot         text   NOT NULL CHECK (slot IN ('MAIN', 'READ_ONLY')),
    version      bigint NOT NULL CHECK (version > 0),
    sealed_under text   NOT NULL CHECK (sealed_under ~ '^[0-9a-f]{16}$'),
    data_key     bytea  NOT NULL,
    payload      bytea  NOT NULL,
    PRIMARY KEY (account, slot)
);
-- For counting what is still sealed by a master key before it is retired, and for finding it.
CREATE INDEX account_keys_sealed_under ON account_keys (sealed_under);

-- One grant at most for an account and a user. What was given to an address ends when whoever proves to
-- own that address takes the user over.
CREATE TABLE grants (
    id         uuid        PRIMARY KEY,
    account    text        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    grantee    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    named      text        NOT NULL CHECK (named IN ('BY_EMAIL', 'BY_ID')),
    level      text        NOT NULL CHECK (level IN ('READ', 'TRADE')),
    limits     jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    UNIQUE (account, grantee)
);
CREATE INDEX grants_grantee ON grants (grantee);

CREATE FUNCTION tell_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('profitmaker_changes', 'account ' || OLD.id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('profitmaker_changes', 'account ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OR DELETE ON accounts
    FOR EACH ROW EXECUTE FUNCTION tell_account_changed();

CREATE FUNCTION tell_part_of_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('profitmaker_changes', 'account ' || OLD.account);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('profitmaker_changes', 'account ' || NEW.account);
    END IF;
    RETURN NULL;
END $$;
-- Not of sealed_under and data_key: under a new master key the exchange key is still the same.
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OF account, slot, version, payload OR DELETE
    ON account_keys FOR EACH ROW EXECUTE FUNCTION tell_part_of_account_changed();
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OR DELETE ON grants
    FOR EACH ROW EXECUTE FUNCTION tell_part_of_account_changed();

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts, account_keys, grants TO ${appRole};
