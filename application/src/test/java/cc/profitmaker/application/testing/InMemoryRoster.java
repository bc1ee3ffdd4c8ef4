package cc.profitmaker.application.testing;

import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The people of {@link InMemoryIdentities}, behind their lock. */
public final class InMemoryRoster implements Roster {
    private final InMemoryIdentities identities;

    public InMemoryRoster(InMemoryIdentities identities) {
        this.identities = identities;
    }

    @Override
    public List<Entry> people(String part, int most, Instant now) {
        synchronized (identities) {
            return identities.all().stream()
                    .filter(user -> user.email().value().contains(part))
                    .limit(most)
                    .map(user -> entry(user, now))
                    .toList();
        }
    }

    @Override
    public Optional<Entry> find(UserId id, Instant now) {
        synchronized (identities) {
            return identities.byId(id).map(account -> entry(account.user(), now));
        }
    }

    private Entry entry(User user, Instant now) {
        List<SessionStore.Listed> sessions = identities.of(user.id(), now);
        Optional<Instant> seen =
                Stream.concat(
                                sessions.stream().map(SessionStore.Listed::lastUsedAt),
                                identities.lastSignIn(user.id()).stream())
                        .max(Comparator.naturalOrder());
        return new Entry(
                user,
                waysIn(user),
                identities.madeAt(user.id()),
                new Presence(seen, sessions.size()));
    }

    private Set<WayIn> waysIn(User user) {
        var ways = EnumSet.noneOf(WayIn.class);
        if (identities.byId(user.id()).flatMap(UserStore.Account::password).isPresent()) {
            ways.add(WayIn.PASSWORD);
        }
        if (identities.subjects().containsKey(user.id())) {
            ways.add(WayIn.SINGLE_SIGN_ON);
        }
        return ways;
    }

    @Override
    public Changed change(UserId user, UserId by, Change change, Instant now) {
        synchronized (identities) {
            Optional<User> target = identities.byId(user).map(UserStore.Account::user);
            if (target.isEmpty()) {
                return Changed.NO_SUCH_USER;
            }
            if (change.endsPower()
                    && isOperator(target.get())
                    && identities.all().stream().noneMatch(other -> stays(other, user, by))) {
                return Changed.LAST_OPERATOR;
            }
            if (identities.byId(by).filter(account -> isOperator(account.user())).isEmpty()) {
                return Changed.NOT_AN_OPERATOR;
            }
            write(user, by, change, now);
            return Changed.DONE;
        }
    }

    private static boolean isOperator(User user) {
        return user.isEnabled() && user.role() == Role.OPERATOR;
    }

    private static boolean stays(User other, UserId leaving, UserId by) {
        return isOperator(other)
                && !other.id().equals(leaving)
                && (!other.email().isReserved() || other.id().equals(by));
    }

    private void write(UserId user, UserId by, Change change, Instant now) {
        Optional<UserId> operator = Optional.of(by);
        change.status()
                .ifPresent(
                        status ->
                                identities.setStatus(
                                        user,
                                        status,
                                        status == UserStatus.DISABLED
                                                ? new AuditEvent.UserDisabled(user, operator)
                                                : new AuditEvent.UserEnabled(user, operator),
                                        now));
        change.role()
                .ifPresent(
                        role ->
                                identities.setRole(
                                        user,
                                        role,
                                        new AuditEvent.RoleChanged(user, role, operator),
                                        now));
        change.password().ifPresent(hash -> setPassword(user, by, hash, now));
    }

    private void setPassword(UserId user, UserId by, PasswordHash.Hash hash, Instant now) {
        identities.changePassword(
                user, hash, Optional.empty(), new AuditEvent.PasswordChanged(user, by), now);
    }

    @Override
    public List<Live> sessions(int most, Instant now) {
        synchronized (identities) {
            return identities.all().stream()
                    .flatMap(
                            user ->
                                    identities.of(user.id(), now).stream()
                                            .map(
                                                    listed ->
                                                            new Live(
                                                                    listed.session(),
                                                                    user.email(),
                                                                    listed.lastUsedAt())))
                    .sorted(
                            Comparator.comparing((Live live) -> live.session().createdAt())
                                    .reversed())
                    .limit(most)
                    .toList();
        }
    }
}
