package cc.profitmaker.domain.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which local user a verified single sign-on identity stands for: the one bound to its subject, and
 * never one merely because the address is the same. An address opens a row only once, and only one
 * that nothing is lost by: a plain, enabled user's.
 */
public sealed interface Binding {
    /** Was bound before; whether the user is enabled is asked on every call anyway. */
    record Bound(User user) implements Binding {}

    /** The plain user with that address, from now on bound to the subject. */
    record Adopted(User user) implements Binding {}

    /** A new user, bound to the subject. */
    record Provisioned(User user) implements Binding {}

    record Refused(Reason reason) implements Binding {}

    enum Reason {
        /** Nobody knows the address, and {@link Newcomers#REFUSED}. */
        NOT_INVITED,
        /** The address is one of another identity's user. */
        EMAIL_BOUND_ELSEWHERE,
        /** An address under {@code @local} is nobody's outside this server. */
        EMAIL_RESERVED,
        /** The address is an operator's: they are bound by hand. */
        OPERATOR,
        /** The address is a disabled user's. */
        DISABLED
    }

    /** What becomes of identities that nobody here knows. */
    enum Newcomers {
        PROVISIONED,
        REFUSED
    }

    /** A row of ours and the subject it is bound to. */
    record Row(User user, Optional<String> subject) {
        public Row {
            requireNonNull(user);
            requireNonNull(subject);
        }
    }

    /**
     * The rows an identity may be about: the one bound to its subject, the one with its address.
     */
    record Rows(Optional<User> bySubject, Optional<Row> byEmail) {
        public Rows {
            requireNonNull(bySubject);
            requireNonNull(byEmail);
        }
    }

    /**
     * Decides on the rows as they are.
     *
     * @param idIfNew the id of the user, if one is provisioned
     */
    static Binding decide(SsoIdentity identity, Rows rows, Newcomers newcomers, UserId idIfNew) {
        if (rows.bySubject().isPresent()) {
            return new Bound(rows.bySubject().get());
        }
        // Before the question whether the row is there: a user made of such an address would be in
        // the place of the bootstrap user.
        if (identity.email().isReserved()) {
            return new Refused(Reason.EMAIL_RESERVED);
        }
        if (rows.byEmail().isPresent()) {
            return byEmail(identity, rows.byEmail().get());
        }
        return switch (newcomers) {
            case PROVISIONED -> new Provisioned(newcomer(identity.email(), idIfNew));
            case REFUSED -> new Refused(Reason.NOT_INVITED);
        };
    }

    private static Binding byEmail(SsoIdentity identity, Row row) {
        if (row.subject().isPresent()) {
            // Equal when it was bound between the two looks.
            return row.subject().get().equals(identity.subject())
                    ? new Bound(row.user())
                    : new Refused(Reason.EMAIL_BOUND_ELSEWHERE);
        }
        if (row.user().role() != Role.USER) {
            return new Refused(Reason.OPERATOR);
        }
        return row.user().isEnabled() ? new Adopted(row.user()) : new Refused(Reason.DISABLED);
    }

    private static User newcomer(Email email, UserId id) {
        return new User(id, email, DisplayName.from(email), Role.USER, UserStatus.ENABLED);
    }
}
