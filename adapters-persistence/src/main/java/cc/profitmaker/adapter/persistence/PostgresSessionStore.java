package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.SESSIONS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SIGN_IN_ADDRESSES;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.UserAgent;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PostgresSessionStore implements SessionStore {
    private final Transactions transactions;
    private final Remembered memory;
    private final LastUses uses;
    private final Revocations revocations;

    PostgresSessionStore(
            Transactions transactions, Remembered memory, LastUses uses, AuditTrail audit) {
        this.transactions = transactions;
        this.memory = memory;
        this.uses = uses;
        this.revocations = new Revocations(transactions, audit);
    }

    @Override
    public void open(Session session, AuditEvent event) {
        transactions.write(
                transaction -> {
                    insert(transaction.sql(), session);
                    AuditRow.of(event).write(transaction.sql(), session.createdAt());
                    return session;
                });
    }

    static void insert(DSLContext sql, Session session) {
        sql.insertInto(SESSIONS)
                .set(SESSIONS.ID, session.id().value())
                .set(SESSIONS.USER_ID, session.owner().value())
                .set(SESSIONS.CREATED_AT, session.createdAt())
                .set(SESSIONS.EXPIRES_AT, session.expiresAt())
                .set(SESSIONS.LAST_USED_AT, session.createdAt())
                .set(SESSIONS.IP, session.address().value())
                .set(SESSIONS.USER_AGENT, session.userAgent().value())
                .execute();
        sql.insertInto(SIGN_IN_ADDRESSES)
                .set(SIGN_IN_ADDRESSES.USER_ID, session.owner().value())
                .set(SIGN_IN_ADDRESSES.IP, session.address().value())
                .set(SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT, session.createdAt())
                .onConflict(SIGN_IN_ADDRESSES.USER_ID, SIGN_IN_ADDRESSES.IP)
                .doUpdate()
                .set(
                        SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT,
                        greatest(
                                SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT,
                                excluded(SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT)))
                .execute();
    }

    @Override
    public Optional<Found> find(SessionId id) {
        return memory.sessions().find(id, this::load);
    }

    private Optional<Found> load(SessionId id) {
        return transactions.read(
                sql ->
                        sql.select(SESSIONS.fields())
                                .select(USERS.fields())
                                .from(SESSIONS)
                                .join(USERS)
                                .on(USERS.ID.eq(SESSIONS.USER_ID))
                                .where(SESSIONS.ID.eq(id.value()))
                                .fetchOptional(
                                        row ->
                                                new Found(
                                                        session(row),
                                                        PostgresUserStore.user(row))));
    }

    /** A row that holds, among others, the columns of {@code sessions}. */
    static Session session(Record row) {
        return new Session(
                new SessionId(row.get(SESSIONS.ID)),
                new UserId(row.get(SESSIONS.USER_ID)),
                row.get(SESSIONS.CREATED_AT),
                row.get(SESSIONS.EXPIRES_AT),
                new ClientAddress(row.get(SESSIONS.IP)),
                new UserAgent(row.get(SESSIONS.USER_AGENT)));
    }

    @Override
    public void touch(SessionId id, Instant now) {
        uses.note(id, now);
    }

    @Override
    public List<Listed> of(UserId owner, Instant now) {
        return transactions.read(
                sql ->
                        sql.selectFrom(SESSIONS)
                                .where(
                                        SESSIONS.USER_ID.eq(owner.value()),
                                        SESSIONS.EXPIRES_AT.gt(now))
                                .orderBy(SESSIONS.CREATED_AT.desc(), SESSIONS.ID)
                                .fetch(
                                        row ->
                                                new Listed(
                                                        session(row),
                                                        row.get(SESSIONS.LAST_USED_AT))));
    }

    @Override
    public boolean end(UserId owner, SessionId id, AuditEvent event, Instant now) {
        try {
            return revocations.carryOut(
                    event,
                    now,
                    sql ->
                            sql.deleteFrom(SESSIONS)
                                            .where(
                                                    SESSIONS.ID.eq(id.value()),
                                                    SESSIONS.USER_ID.eq(owner.value()))
                                            .execute()
                                    == 1,
                    ended -> ended);
        } finally {
            // A commit whose answer was lost may have happened.
            memory.forget(id);
        }
    }

    @Override
    public int endAll(UserId owner, AuditEvent event, Instant now) {
        try {
            return revocations.carryOut(
                    event,
                    now,
                    sql ->
                            sql.deleteFrom(SESSIONS)
                                    .where(SESSIONS.USER_ID.eq(owner.value()))
                                    .execute(),
                    _ -> true);
        } finally {
            memory.forget(owner);
        }
    }

    @Override
    public int sweep(Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    sql.deleteFrom(SIGN_IN_ADDRESSES)
                            .where(
                                    SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT.lt(
                                            now.minus(SessionPolicy.LIFETIME)))
                            .execute();
                    return sql.deleteFrom(SESSIONS).where(SESSIONS.EXPIRES_AT.le(now)).execute();
                });
    }
}
