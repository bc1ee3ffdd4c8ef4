package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.SESSIONS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SIGN_IN_ADDRESSES;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class PostgresRoster implements Roster {
    private final Transactions transactions;
    private final Remembered memory;
    private final Revocations revocations;

    PostgresRoster(Transactions transactions, Remembered memory, AuditTrail audit) {
        this.transactions = transactions;
        this.memory = memory;
        this.revocations = new Revocations(transactions, audit);
    }

    @Override
    public List<Entry> people(String part, int most, Instant now) {
        // Not LIKE: what is looked for may have its wildcards in it.
        Condition which =
                part.isEmpty() ? DSL.noCondition() : DSL.position(USERS.EMAIL, part).greaterThan(0);
        return transactions.read(sql -> entries(sql, which, most, now));
    }

    @Override
    public Optional<Entry> find(UserId id, Instant now) {
        return transactions.read(
                sql -> entries(sql, USERS.ID.eq(id.value()), 1, now).stream().findFirst());
    }

    private static List<Entry> entries(DSLContext sql, Condition which, int most, Instant now) {
        Field<Instant> lastUse =
                DSL.field(
                        DSL.select(DSL.max(SESSIONS.LAST_USED_AT))
                                .from(SESSIONS)
                                .where(SESSIONS.USER_ID.eq(USERS.ID)));
        Field<Instant> lastSignIn =
                DSL.field(
                        DSL.select(DSL.max(SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT))
                                .from(SIGN_IN_ADDRESSES)
                                .where(SIGN_IN_ADDRESSES.USER_ID.eq(USERS.ID)));
        Field<Instant> seen = DSL.greatest(lastUse, lastSignIn).as("seen");
        Field<Integer> live =
                DSL.field(
                                DSL.selectCount()
                                        .from(SESSIONS)
                                        .where(
                                                SESSIONS.USER_ID.eq(USERS.ID),
                                                SESSIONS.EXPIRES_AT.gt(now)))
                        .as("live");
        return sql.select(USERS.fields())
                .select(seen, live)
                .from(USERS)
                .where(which)
                .orderBy(USERS.ORDINAL)
                .limit(most)
                .fetch(
                        row ->
                                new Entry(
                                        PostgresUserStore.user(row),
                                        waysIn(row),
                                        row.get(USERS.CREATED_AT),
                                        new Roster.Presence(
                                                Optional.ofNullable(row.get(seen)),
                                                row.get(live))));
    }

    private static Set<WayIn> waysIn(Record row) {
        var ways = EnumSet.noneOf(WayIn.class);
        if (row.get(USERS.PASSWORD_HASH) != null) {
            ways.add(WayIn.PASSWORD);
        }
        if (row.get(USERS.SSO_USER_ID) != null) {
            ways.add(WayIn.SINGLE_SIGN_ON);
        }
        return ways;
    }

    @Override
    public Changed change(UserId user, UserId by, Change change, Instant now) {
        List<AuditEvent> events = change.events(user, by);
        try {
            if (change.isRevocation()) {
                return revocations.carryOut(
                        events.getFirst(),
                        now,
                        sql -> change(sql, user, by, change),
                        outcome -> outcome == Changed.DONE);
            }
            return transactions.write(
                    transaction -> {
                        Changed outcome = change(transaction.sql(), user, by, change);
                        if (outcome == Changed.DONE) {
                            events.forEach(
                                    event -> AuditRow.of(event).write(transaction.sql(), now));
                        }
                        return outcome;
                    });
        } finally {
            // A commit whose answer was lost may have happened.
            memory.forget(user);
        }
    }

    private static Changed change(DSLContext sql, UserId user, UserId by, Change change) {
        Map<UserId, User> locked = lock(sql, user, by);
        if (!locked.containsKey(user)) {
            return Changed.NO_SUCH_USER;
        }
        if (change.endsPower()
                && isOperator(locked.get(user))
                && locked.values().stream()
                        .noneMatch(other -> !other.id().equals(user) && staysIn(other, by))) {
            return Changed.LAST_OPERATOR;
        }
        if (!isOperator(locked.get(by))) {
            return Changed.NOT_AN_OPERATOR;
        }
        write(sql, user, change);
        return Changed.DONE;
    }

    /**
     * Both, and every operator there is: whoever else would change one of them waits here, and then
     * sees what became of them. In one order, so that two do not wait for each other.
     */
    private static Map<UserId, User> lock(DSLContext sql, UserId user, UserId by) {
        return sql.selectFrom(USERS)
                .where(
                        USERS.ID
                                .in(user.value(), by.value())
                                .or(USERS.ROLE.eq(Role.OPERATOR.name())))
                .orderBy(USERS.ID)
                .forNoKeyUpdate()
                .fetchMap(row -> new UserId(row.get(USERS.ID)), PostgresUserStore::user);
    }

    private static boolean isOperator(User user) {
        return user != null && user.role() == Role.OPERATOR && user.isEnabled();
    }

    /** {@code default@local} cannot sign in; with {@code API_TOKEN} it has just shown up. */
    private static boolean staysIn(User other, UserId by) {
        return isOperator(other) && (!other.email().isReserved() || other.id().equals(by));
    }

    private static void write(DSLContext sql, UserId user, Change change) {
        change.password()
                .ifPresent(
                        hash -> {
                            var _ = PostgresUserStore.setPassword(sql, user, hash);
                        });
        change.status()
                .ifPresent(
                        status -> {
                            var _ = PostgresUserStore.setStatus(sql, user, status);
                        });
        change.role()
                .ifPresent(
                        role ->
                                sql.update(USERS)
                                        .set(USERS.ROLE, role.name())
                                        .where(USERS.ID.eq(user.value()))
                                        .execute());
        if (change.endsSessions()) {
            sql.deleteFrom(SESSIONS).where(SESSIONS.USER_ID.eq(user.value())).execute();
        }
    }

    @Override
    public List<Live> sessions(int most, Instant now) {
        return transactions.read(
                sql ->
                        sql.select(SESSIONS.fields())
                                .select(USERS.EMAIL)
                                .from(SESSIONS)
                                .join(USERS)
                                .on(USERS.ID.eq(SESSIONS.USER_ID))
                                .where(SESSIONS.EXPIRES_AT.gt(now))
                                .orderBy(SESSIONS.CREATED_AT.desc(), SESSIONS.ID)
                                .limit(most)
                                .fetch(
                                        row ->
                                                new Live(
                                                        PostgresSessionStore.session(row),
                                                        new Email(row.get(USERS.EMAIL)),
                                                        row.get(SESSIONS.LAST_USED_AT))));
    }
}
