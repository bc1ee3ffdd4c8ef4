-- Which rows of the trail no seal vouches for yet: written by a trigger in the transaction of the row,
-- so a row that commits late is seen late and is never skipped, whatever its id, and no clock, snapshot
-- or transaction id has to be trusted. The one table here that the application may delete from.
CREATE TABLE audit_unsealed (
    audit_id bigint      NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (audit_id, at)
);

-- The chain. Each seal is an HMAC over the one before it and the digest of a row's content. The digest
-- is kept, so that the chain can still be followed when the rows of an old year are gone. No foreign
-- key: seals outlive rows.
CREATE TABLE audit_seals (
    number    bigint      PRIMARY KEY CHECK (number > 0),
    audit_id  bigint      NOT NULL UNIQUE,
    at        timestamptz NOT NULL,
    content   text        NOT NULL CHECK (content ~ '^[0-9a-f]{64}$'),
    sealed_at timestamptz NOT NULL,
    key_id    text        NOT NULL,
    seal      text        NOT NULL CHECK (seal ~ '^[0-9a-f]{64}$')
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

CREATE FUNCTION want_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (audit_id, at) VALUES (NEW.id, NEW.at);
    RETURN NULL;
END $$;
-- Where one role owns everything it has given up even this.
GRANT TRIGGER ON audit, audit_default TO CURRENT_USER;
-- Holds back inserts until this migration commits, so that none falls between it and the next line.
CREATE TRIGGER want_seal AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION want_seal();
INSERT INTO audit_unsealed (audit_id, at) SELECT id, at FROM audit;
REVOKE TRIGGER ON audit, audit_default FROM ${appRole};

-- So that a verification finds the few rows that retire others without reading all of them.
CREATE INDEX audit_retired ON audit (id) WHERE kind = 'audit_retired';

-- A partition a year, ten years ahead; what falls outside goes to the default one. A year of which the
-- default partition already has rows stays there: moving them would be a change of the trail.
DO $$
DECLARE
    first integer := extract(year FROM now() AT TIME ZONE 'UTC');
    start timestamptz;
    stop  timestamptz;
BEGIN
    FOR year IN first .. first + 10 LOOP
        start := make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC');
        stop := make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC');
        CONTINUE WHEN EXISTS (SELECT FROM audit a WHERE a.at >= start AND a.at < stop);
        EXECUTE format('CREATE TABLE audit_y%s PARTITION OF audit FOR VALUES FROM (%L) TO (%L)',
                       year, start, stop);
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_y%s'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()', year);
        EXECUTE format('REVOKE ALL ON audit_y%s FROM %s', year, $role$ ${appRole} $role$);
    END LOOP;
END $$;

REVOKE ALL ON audit_seals, audit_unsealed FROM ${appRole};
GRANT SELECT, INSERT ON audit_seals TO ${appRole};
GRANT SELECT, INSERT, DELETE ON audit_unsealed TO ${appRole};
