-- Which master keys were ever in use here, by their names: a hash of 256 random bits, never the keys.
-- So that a lost key is missed even when nothing is sealed under it, and a retired one stays retired.
CREATE TABLE master_keys (
    id         text        PRIMARY KEY CHECK (id ~ '^[0-9a-f]{16}$'),
    retired_at timestamptz
);

-- Secrets of the server's own, such as the audit key: as ciphertext only, and made once.
CREATE TABLE sealed_secrets (
    name         text  PRIMARY KEY CHECK (name ~ '^[a-z0-9-]{1,40}$'),
    sealed_under text  NOT NULL CHECK (sealed_under ~ '^[0-9a-f]{16}$'),
    data_key     bytea NOT NULL,
    payload      bytea NOT NULL
);
CREATE INDEX sealed_secrets_sealed_under ON sealed_secrets (sealed_under);

-- The servers on this database and the master keys they hold, current first. Each says it once a second.
CREATE TABLE replicas (
    id          uuid        PRIMARY KEY,
    seen_at     timestamptz NOT NULL,
    master_keys text[]      NOT NULL,
    seals_under text        NOT NULL
);

-- What was sealed under a key that is retired could never be opened again. Retiring locks both tables,
-- so whoever comes here has either been counted by it or sees it done.
CREATE FUNCTION refuse_retired_master_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM master_keys WHERE id = NEW.sealed_under AND retired_at IS NOT NULL) THEN
        RAISE EXCEPTION 'this master key is retired' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_retired BEFORE INSERT OR UPDATE OF sealed_under ON account_keys
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_master_key();
CREATE TRIGGER refuse_retired BEFORE INSERT OR UPDATE OF sealed_under ON sealed_secrets
    FOR EACH ROW EXECUTE FUNCTION refuse_retired_master_key();

GRANT SELECT, INSERT, UPDATE ON master_keys, sealed_secrets TO ${appRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON replicas TO ${appRole};
