-- What is made up once for an installation and is the same for all its replicas from then on. Nothing
-- secret: whoever reads the database reads this.
CREATE TABLE installation (
    name  text PRIMARY KEY,
    value text NOT NULL
);
GRANT SELECT, INSERT ON installation TO ${appRole};
