package cc.profitmaker.application.operator;

import cc.profitmaker.application.session.NewUsers;
import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Operator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** The users, to an operator who signed in: unlike the command line, it guards itself. */
public final class People {
    /** So many users are shown at once. */
    public static final int MOST = 1000;

    private final Roster roster;
    private final NewUsers newcomers;
    private final PasswordHash hashing;
    private final InstantSource clock;

    public People(Roster roster, NewUsers newcomers, PasswordHash hashing, InstantSource clock) {
        this.roster = roster;
        this.newcomers = newcomers;
        this.hashing = hashing;
        this.clock = clock;
    }

    public sealed interface Added {
        record Done(Roster.Entry user) implements Added {}

        record EmailTaken() implements Added {}

        record EmailReserved() implements Added {}

        record Busy(Duration retryAfter) implements Added {}
    }

    /** What is to become of a user; what is empty stays. */
    public record Wish(
            Optional<UserStatus> status, Optional<Role> role, Optional<NewPassword> password) {
        public boolean isEmpty() {
            return status.isEmpty() && role.isEmpty() && password.isEmpty();
        }
    }

    public sealed interface Changed {
        record Done(Roster.Entry user) implements Changed {}

        record NoSuchUser() implements Changed {}

        /** Nobody locks themselves out, and a stolen session resets no password of its own. */
        record OwnAccount() implements Changed {}

        /** {@code default@local} has no password and stays the operator it is. */
        record Reserved() implements Changed {}

        record LastOperator() implements Changed {}

        /** Somebody took that away while this was being asked for. */
        record NoLongerOperator() implements Changed {}

        record Busy(Duration retryAfter) implements Changed {}
    }

    /** In order of creation; {@code part}: of the address, in any case. */
    public Bounded<Roster.Entry> list(Operator operator, String part) {
        String lower = part.strip().toLowerCase(Locale.ROOT);
        return Bounded.of(roster.people(lower, MOST + 1, clock.instant()), MOST);
    }

    public Added add(Operator operator, NewUsers.Wish wish) {
        return switch (newcomers.add(wish, Optional.of(operator.id()))) {
            case NewUsers.Added.Done(var user) ->
                    new Added.Done(roster.find(user.id(), clock.instant()).orElseThrow());
            case NewUsers.Added.EmailTaken _ -> new Added.EmailTaken();
            case NewUsers.Added.EmailReserved _ -> new Added.EmailReserved();
            case NewUsers.Added.Busy(var retryAfter) -> new Added.Busy(retryAfter);
        };
    }

    /** Disabling, or a new password, ends every session of the user; all of it or nothing. */
    public Changed change(Operator operator, UserId user, Wish wish) {
        if (user.equals(operator.id())) {
            return new Changed.OwnAccount();
        }
        Optional<Roster.Entry> before = roster.find(user, clock.instant());
        if (before.isEmpty()) {
            return new Changed.NoSuchUser();
        }
        boolean reserved = before.get().user().email().isReserved();
        if (reserved && (wish.role().isPresent() || wish.password().isPresent())) {
            return new Changed.Reserved();
        }
        if (wish.password().isEmpty()) {
            return carryOut(operator, user, wish, Optional.empty());
        }
        return switch (hashing.hash(wish.password().get())) {
            case PasswordHash.Hashed.Busy(var retryAfter) -> new Changed.Busy(retryAfter);
            case PasswordHash.Hashed.Done(var hash) ->
                    carryOut(operator, user, wish, Optional.of(hash));
        };
    }

    private Changed carryOut(
            Operator operator, UserId user, Wish wish, Optional<PasswordHash.Hash> password) {
        var change = new Roster.Change(wish.status(), wish.role(), password);
        return switch (roster.change(user, operator.id(), change, clock.instant())) {
            case DONE ->
                    roster.find(user, clock.instant())
                            .<Changed>map(Changed.Done::new)
                            .orElseGet(Changed.NoSuchUser::new);
            case NO_SUCH_USER -> new Changed.NoSuchUser();
            case LAST_OPERATOR -> new Changed.LastOperator();
            case NOT_AN_OPERATOR -> new Changed.NoLongerOperator();
        };
    }
}
