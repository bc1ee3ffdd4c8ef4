package cc.profitmaker.application.audit;

/** Names an audit key, for good; says nothing about it. */
public record AuditKeyId(String value) {
    public AuditKeyId {
        if (!value.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("an audit key id has 1 to 64 characters of a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
