package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SESSIONS;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import cc.profitmaker.application.session.UserStore.ByHand;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.time.Instant;
import java.util.Optional;

/**
 * Binds single sign-on identities to users within a transaction of somebody else's. Two unique
 * constraints, of addresses and of subjects, decide between transactions: who comes second either
 * finds no row to write and looks again, or is run again from the start by {@link Transactions}.
 */
final class Bindings {
    private final DSLContext sql;
    private final Instant now;

    Bindings(DSLContext sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    private enum Look {
        /** Locks nothing: a refusal, which can be had again and again, costs nobody anything. */
        PASSING,
        /** The rows stay as they are until the transaction ends; no session is opened on them. */
        LOCKING
    }

    Binding bind(SsoIdentity identity, Binding.Newcomers newcomers, UserId idIfNew) {
        Look look = Look.PASSING;
        while (true) {
            Binding binding = Binding.decide(identity, rows(identity, look), newcomers, idIfNew);
            switch (binding) {
                case Binding.Bound _, Binding.Refused _ -> {
                    return binding;
                }
                case Binding.Adopted(var user) -> {
                    if (look == Look.LOCKING) {
                        adopt(user, identity.subject());
                        return binding;
                    }
                    look = Look.LOCKING;
                }
                case Binding.Provisioned(var user) -> {
                    if (provision(user, identity.subject())) {
                        return binding;
                    }
                    // Somebody else has the address or the subject since; now that is seen.
                }
            }
        }
    }

    private Binding.Rows rows(SsoIdentity identity, Look look) {
        var query =
                sql.selectFrom(USERS)
                        .where(
                                USERS.SSO_USER_ID
                                        .eq(identity.subject())
                                        .or(USERS.EMAIL.eq(identity.email().value())))
                        // In one order, so that two of these never wait for each other.
                        .orderBy(USERS.ORDINAL);
        var found =
                switch (look) {
                    case PASSING -> query.fetch();
                    case LOCKING -> query.forUpdate().fetch();
                };
        Optional<User> bySubject = Optional.empty();
        Optional<Binding.Row> byEmail = Optional.empty();
        for (Record row : found) {
            User user = PostgresUserStore.user(row);
            Optional<String> subject = Optional.ofNullable(row.get(USERS.SSO_USER_ID));
            if (subject.equals(Optional.of(identity.subject()))) {
                bySubject = Optional.of(user);
            }
            if (user.email().equals(identity.email())) {
                byEmail = Optional.of(new Binding.Row(user, subject));
            }
        }
        return new Binding.Rows(bySubject, byEmail);
    }

    private void adopt(User user, String subject) {
        sql.update(USERS)
                .set(USERS.SSO_USER_ID, subject)
                .where(USERS.ID.eq(user.id().value()))
                .execute();
        endWhatTheUnprovenAddressHad(user.id());
        record(new AuditEvent.UserAdopted(user.id(), subject));
    }

    /**
     * Whoever registered with the address need not be who owns it. All they could still come back
     * by, or were given under that name, ends here, in the transaction of the adoption. {@code
     * first_user} stays: the place of the first was taken, and is not free again.
     */
    private void endWhatTheUnprovenAddressHad(UserId id) {
        sql.update(USERS).setNull(USERS.PASSWORD_HASH).where(USERS.ID.eq(id.value())).execute();
        sql.deleteFrom(SESSIONS).where(SESSIONS.USER_ID.eq(id.value())).execute();
        sql.deleteFrom(GRANTS)
                .where(
                        GRANTS.GRANTEE.eq(id.value()),
                        GRANTS.NAMED.eq(AccountStore.Named.BY_EMAIL.name()))
                .execute();
    }

    /** False when the address or the subject is somebody's. */
    private boolean provision(User user, String subject) {
        boolean made =
                sql.insertInto(USERS)
                                .set(USERS.ID, user.id().value())
                                .set(USERS.EMAIL, user.email().value())
                                .set(USERS.NAME, user.name().value())
                                .set(USERS.ROLE, user.role().name())
                                .set(USERS.STATUS, user.status().name())
                                .set(USERS.SSO_USER_ID, subject)
                                .set(USERS.CREATED_AT, now)
                                .onConflict(USERS.EMAIL)
                                .doNothing()
                                .execute()
                        == 1;
        if (made) {
            record(new AuditEvent.UserProvisioned(user.id(), subject));
        }
        return made;
    }

    ByHand bindByHand(UserId id, String subject, AuditEvent event) {
        var holder =
                sql.select(USERS.ID)
                        .from(USERS)
                        .where(USERS.SSO_USER_ID.eq(subject))
                        .fetchOptional(USERS.ID);
        if (holder.isPresent()) {
            return holder.get().equals(id.value()) ? ByHand.BOUND_ALREADY : ByHand.SUBJECT_TAKEN;
        }
        int bound =
                sql.update(USERS)
                        .set(USERS.SSO_USER_ID, subject)
                        .where(USERS.ID.eq(id.value()), USERS.SSO_USER_ID.isNull())
                        .execute();
        if (bound == 0) {
            return ByHand.USER_TAKEN;
        }
        record(event);
        return ByHand.BOUND;
    }

    private void record(AuditEvent event) {
        AuditRow.of(event).write(sql, now);
    }
}
