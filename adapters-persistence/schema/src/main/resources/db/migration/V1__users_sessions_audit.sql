-- Who may sign in. Addresses are kept in lower case, so that the unique constraint is one of people.
CREATE TABLE users (
    id            uuid        PRIMARY KEY,
    ordinal       bigint      GENERATED ALWAYS AS IDENTITY,
    email         text        NOT NULL UNIQUE CHECK (email !~ '[A-Z]'),
    name          text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('OPERATOR', 'USER')),
    status        text        NOT NULL CHECK (status IN ('ENABLED', 'DISABLED')),
    password_hash text,
    sso_user_id   text        UNIQUE,
    created_at    timestamptz NOT NULL
);

-- The first user with a password. Its one possible row decides the race of concurrent first
-- registrations: whoever inserts it is the operator, everybody else waits for that and comes second.
CREATE TABLE first_user (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    user_id   uuid    NOT NULL UNIQUE REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED
);

-- One row per sign-in, named by the SHA-256 of its token; the constraint keeps tokens themselves out.
CREATE TABLE sessions (
    id           text        PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
    user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    ip           text        NOT NULL,
    user_agent   text        NOT NULL
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE sign_in_addresses (
    user_id           uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ip                text        NOT NULL,
    last_signed_in_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, ip)
);
CREATE INDEX sign_in_addresses_last_signed_in_at ON sign_in_addresses (last_signed_in_at);

-- The state of a paper account is opaque here. No foreign key: an account belongs to whoever holds its
-- key; the opener only says under whose limit it counts.
CREATE TABLE paper_accounts (
    fingerprint text        PRIMARY KEY CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    opener      uuid        NOT NULL,
    state       text        NOT NULL,
    used_at     timestamptz NOT NULL
);
CREATE INDEX paper_accounts_opener_used_at ON paper_accounts (opener, used_at);

-- Append-only. No foreign key: what a user did outlives the user. Partitioned from the start, so that
-- old years can be detached one day without rewriting the table. A sequence of its own rather than an
-- identity column: partitioned tables have those only since PostgreSQL 17.
CREATE SEQUENCE audit_id;
CREATE TABLE audit (
    id      bigint      NOT NULL DEFAULT nextval('audit_id'),
    at      timestamptz NOT NULL,
    kind    text        NOT NULL,
    user_id uuid,
    detail  jsonb       NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_default PARTITION OF audit DEFAULT;
CREATE INDEX audit_user_id_at ON audit (user_id, at);
ALTER SEQUENCE audit_id OWNED BY audit.id;

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
-- Where one role owns everything (DATABASE_URL), missing privileges alone would not hold it back.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_default
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- What replicas keep in memory is told by the database itself, in the transaction of the change, so
-- that no statement can forget it, not even one typed by hand.
CREATE FUNCTION tell_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('profitmaker_changes', 'session ' || OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_ended AFTER DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION tell_session_ended();
CREATE TRIGGER tell_changed AFTER UPDATE OF user_id, created_at, expires_at, ip, user_agent ON sessions
    FOR EACH ROW EXECUTE FUNCTION tell_session_ended();

CREATE FUNCTION tell_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('profitmaker_changes', 'user ' || OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER DELETE OR UPDATE OF email, name, role, status, sso_user_id ON users
    FOR EACH ROW EXECUTE FUNCTION tell_user_changed();

GRANT SELECT, INSERT, UPDATE ON users TO ${appRole};
GRANT SELECT, INSERT ON first_user TO ${appRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, sign_in_addresses, paper_accounts TO ${appRole};
REVOKE ALL ON audit, audit_default FROM ${appRole};
GRANT SELECT, INSERT ON audit TO ${appRole};
GRANT USAGE ON SEQUENCE audit_id TO ${appRole};
