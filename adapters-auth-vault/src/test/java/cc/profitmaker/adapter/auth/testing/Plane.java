package cc.profitmaker.adapter.auth.testing;

/** The parts of the auth service that can misbehave independently. */
public enum Plane {
    KEYS("/.well-known/jwks.json"),
    USER("/api/v1/me/exchanges"),
    INTERNAL("/api/v1/internal/exchange-credentials"),
    /** Asked by browsers: who is signed in. */
    SESSION("/api/v1/auth/session");

    private final String path;

    Plane(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }
}
