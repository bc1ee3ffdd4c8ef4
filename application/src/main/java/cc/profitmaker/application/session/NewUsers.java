package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Making users for somebody else, as an operator does here and at the command line. */
public final class NewUsers {
    private final UserStore users;
    private final PasswordHash hashing;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;

    public NewUsers(
            UserStore users, PasswordHash hashing, InstantSource clock, Supplier<UUID> uuids) {
        this.users = users;
        this.hashing = hashing;
        this.clock = clock;
        this.uuids = uuids;
    }

    /** Without a name they are called like their address. */
    public record Wish(Email email, Optional<DisplayName> name, NewPassword password, Role role) {}

    public sealed interface Added {
        record Done(User user) implements Added {}

        record EmailTaken() implements Added {}

        /** An address under {@code @local}. */
        record EmailReserved() implements Added {}

        record Busy(Duration retryAfter) implements Added {}
    }

    /**
     * Adds a user who may sign in at once.
     *
     * @param by empty at the command line
     */
    public Added add(Wish wish, Optional<UserId> by) {
        if (wish.email().isReserved()) {
            return new Added.EmailReserved();
        }
        return switch (hashing.hash(wish.password())) {
            case PasswordHash.Hashed.Busy(var retryAfter) -> new Added.Busy(retryAfter);
            case PasswordHash.Hashed.Done(var hash) -> {
                var user =
                        new User(
                                new UserId(uuids.get()),
                                wish.email(),
                                wish.name().orElseGet(() -> DisplayName.from(wish.email())),
                                wish.role(),
                                UserStatus.ENABLED);
                boolean added =
                        users.add(
                                user,
                                hash,
                                clock.instant(),
                                new AuditEvent.UserAdded(user.id(), user.role(), by));
                yield added ? new Added.Done(user) : new Added.EmailTaken();
            }
        };
    }
}
