package cc.profitmaker.domain.identity;

/** Someone who may sign in here. */
public record User(UserId id, Email email, DisplayName name, Role role, UserStatus status) {
    /** The one user that {@code API_TOKEN} stands for; it has no password and is an operator. */
    public static final Email BOOTSTRAP_EMAIL = new Email("default@local");

    public boolean isEnabled() {
        return status == UserStatus.ENABLED;
    }
}
