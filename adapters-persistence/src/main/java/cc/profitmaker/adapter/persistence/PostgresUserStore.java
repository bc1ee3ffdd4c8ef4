package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.FIRST_USER;
import static cc.profitmaker.adapter.persistence.generated.Tables.SESSIONS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SIGN_IN_ADDRESSES;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

final class PostgresUserStore implements UserStore {
    private final Transactions transactions;
    private final Remembered memory;
    private final Revocations revocations;

    PostgresUserStore(Transactions transactions, Remembered memory, AuditTrail audit) {
        this.transactions = transactions;
        this.memory = memory;
        this.revocations = new Revocations(transactions, audit);
    }

    @Override
    public Optional<Account> byEmail(Email email) {
        return account(USERS.EMAIL.eq(email.value()));
    }

    @Override
    public Optional<Account> byId(UserId id) {
        return account(USERS.ID.eq(id.value()));
    }

    private Optional<Account> account(Condition which) {
        return transactions.read(
                sql ->
                        sql.selectFrom(USERS)
                                .where(which)
                                .fetchOptional(
                                        row ->
                                                new Account(
                                                        user(row),
                                                        Optional.ofNullable(
                                                                        row.get(
                                                                                USERS.PASSWORD_HASH))
                                                                .map(PasswordHash.Hash::new))));
    }

    /** A row that holds, among others, the columns of {@code users}. */
    static User user(Record row) {
        return new User(
                new UserId(row.get(USERS.ID)),
                new Email(row.get(USERS.EMAIL)),
                new DisplayName(row.get(USERS.NAME)),
                Role.valueOf(row.get(USERS.ROLE)),
                UserStatus.valueOf(row.get(USERS.STATUS)));
    }

    @Override
    public Optional<User> bySsoSubject(String subject) {
        return memory.users()
                .find(
                        "sso " + subject,
                        _ ->
                                transactions.read(
                                        sql ->
                                                sql.selectFrom(USERS)
                                                        .where(USERS.SSO_USER_ID.eq(subject))
                                                        .fetchOptional(PostgresUserStore::user)));
    }

    @Override
    public Binding bind(
            SsoIdentity identity, Binding.Newcomers newcomers, UserId idIfNew, Instant now) {
        Binding binding =
                transactions.write(
                        transaction ->
                                new Bindings(transaction.sql(), now)
                                        .bind(identity, newcomers, idIfNew));
        if (binding instanceof Binding.Adopted(var user)) {
            memory.forget(user.id());
        }
        return binding;
    }

    @Override
    public ByHand bindByHand(UserId id, String subject, AuditEvent event, Instant now) {
        return transactions.write(
                transaction -> new Bindings(transaction.sql(), now).bindByHand(id, subject, event));
    }

    @Override
    public Map<UserId, String> subjects() {
        return transactions.read(
                sql ->
                        sql.select(USERS.ID, USERS.SSO_USER_ID)
                                .from(USERS)
                                .where(USERS.SSO_USER_ID.isNotNull())
                                .fetchMap(
                                        row -> new UserId(row.get(USERS.ID)),
                                        row -> row.get(USERS.SSO_USER_ID)));
    }

    @Override
    public List<User> all() {
        return transactions.read(
                sql -> sql.selectFrom(USERS).orderBy(USERS.ORDINAL).fetch(PostgresUserStore::user));
    }

    @Override
    public boolean anyWithPassword() {
        return transactions.read(sql -> sql.fetchExists(FIRST_USER));
    }

    @Override
    public Registration register(
            User user,
            PasswordHash.Hash password,
            OperatorClaim claim,
            Session first,
            Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    boolean isFirst = takesFirstPlace(sql, user.id());
                    if (claim == OperatorClaim.ONLY_IF_FIRST && !isFirst) {
                        transaction.undo();
                        return new Registration.Closed();
                    }
                    Role role = isFirst && claim != OperatorClaim.NONE ? Role.OPERATOR : Role.USER;
                    var made = new User(user.id(), user.email(), user.name(), role, user.status());
                    if (!insert(sql, made, Optional.of(password), Voucher.NOBODY, now)) {
                        transaction.undo();
                        return new Registration.EmailTaken();
                    }
                    PostgresSessionStore.insert(sql, first);
                    AuditRow.of(new AuditEvent.Registered(made.id(), role, first.address()))
                            .write(sql, now);
                    return new Registration.Registered(made);
                });
    }

    /**
     * Waits for whoever is taking it at the moment; from every transaction that gives a user a
     * password, so that "nobody has one yet" is decided by a constraint.
     */
    private static boolean takesFirstPlace(DSLContext sql, UserId id) {
        // Looked at before, so that later registrations wait for no lock and write nothing here.
        return !sql.fetchExists(FIRST_USER)
                && sql.insertInto(FIRST_USER)
                                .set(FIRST_USER.USER_ID, id.value())
                                .onConflictDoNothing()
                                .execute()
                        == 1;
    }

    /** Who says that a new user's address is theirs. */
    private enum Voucher {
        OPERATOR,
        NOBODY
    }

    /** False when the address is taken. */
    private static boolean insert(
            DSLContext sql,
            User user,
            Optional<PasswordHash.Hash> password,
            Voucher voucher,
            Instant now) {
        return sql.insertInto(USERS)
                        .set(USERS.ID, user.id().value())
                        .set(USERS.EMAIL, user.email().value())
                        .set(USERS.NAME, user.name().value())
                        .set(USERS.ROLE, user.role().name())
                        .set(USERS.STATUS, user.status().name())
                        .set(
                                USERS.PASSWORD_HASH,
                                password.map(PasswordHash.Hash::value).orElse(null))
                        .set(USERS.MADE_BY_OPERATOR, voucher == Voucher.OPERATOR)
                        .set(USERS.CREATED_AT, now)
                        .onConflict(USERS.EMAIL)
                        .doNothing()
                        .execute()
                == 1;
    }

    @Override
    public boolean add(User user, PasswordHash.Hash password, Instant now, AuditEvent event) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    takesFirstPlace(sql, user.id());
                    if (!insert(sql, user, Optional.of(password), Voucher.OPERATOR, now)) {
                        transaction.undo();
                        return false;
                    }
                    AuditRow.of(event).write(sql, now);
                    return true;
                });
    }

    @Override
    public User bootstrap(UserId idIfNew, Instant now) {
        return memory.users()
                .find("bootstrap", _ -> byEmail(User.BOOTSTRAP_EMAIL).map(Account::user))
                .orElseGet(() -> makeBootstrap(idIfNew, now));
    }

    private User makeBootstrap(UserId idIfNew, Instant now) {
        var user =
                new User(
                        idIfNew,
                        User.BOOTSTRAP_EMAIL,
                        DisplayName.from(User.BOOTSTRAP_EMAIL),
                        Role.OPERATOR,
                        UserStatus.ENABLED);
        transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    boolean isNew = insert(sql, user, Optional.empty(), Voucher.NOBODY, now);
                    if (isNew) {
                        AuditRow.of(new AuditEvent.UserAdded(idIfNew, Role.OPERATOR))
                                .write(sql, now);
                    }
                    return isNew;
                });
        return byEmail(User.BOOTSTRAP_EMAIL).orElseThrow().user();
    }

    @Override
    public void changePassword(
            UserId id,
            PasswordHash.Hash password,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now) {
        change(
                id,
                event,
                now,
                sql -> {
                    var _ = setPassword(sql, id, DSL.noCondition(), password, kept);
                });
    }

    @Override
    public boolean replacePassword(
            UserId id,
            Replacement replacement,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now) {
        Condition stands = USERS.PASSWORD_HASH.eq(replacement.verified().value());
        return changeIf(
                id, event, now, sql -> setPassword(sql, id, stands, replacement.wished(), kept));
    }

    /** Whether there was such a user; ends all their sessions. */
    static boolean setPassword(DSLContext sql, UserId id, PasswordHash.Hash password) {
        return setPassword(sql, id, DSL.noCondition(), password, Optional.empty());
    }

    /** Whether there was such a user. */
    private static boolean setPassword(
            DSLContext sql,
            UserId id,
            Condition onlyIf,
            PasswordHash.Hash password,
            Optional<SessionId> kept) {
        int changed =
                sql.update(USERS)
                        .set(USERS.PASSWORD_HASH, password.value())
                        .where(USERS.ID.eq(id.value()), onlyIf)
                        .execute();
        if (changed == 0) {
            return false;
        }
        takesFirstPlace(sql, id);
        sql.deleteFrom(SESSIONS)
                .where(
                        SESSIONS.USER_ID.eq(id.value()),
                        kept.map(SessionId::value).map(SESSIONS.ID::ne).orElseGet(DSL::noCondition))
                .execute();
        return true;
    }

    @Override
    public void setStatus(UserId id, UserStatus status, AuditEvent event, Instant now) {
        switch (status) {
            case ENABLED ->
                    change(
                            id,
                            event,
                            now,
                            sql -> {
                                var _ = setStatus(sql, id, status);
                            });
            case DISABLED -> disable(id, event, now);
        }
    }

    private void disable(UserId id, AuditEvent event, Instant now) {
        try {
            var _ =
                    revocations.carryOut(
                            event,
                            now,
                            sql -> {
                                int changed = setStatus(sql, id, UserStatus.DISABLED);
                                sql.deleteFrom(SESSIONS)
                                        .where(SESSIONS.USER_ID.eq(id.value()))
                                        .execute();
                                return changed;
                            },
                            _ -> true);
        } finally {
            memory.forget(id);
        }
    }

    static int setStatus(DSLContext sql, UserId id, UserStatus status) {
        return sql.update(USERS)
                .set(USERS.STATUS, status.name())
                .where(USERS.ID.eq(id.value()))
                .execute();
    }

    @Override
    public void setRole(UserId id, Role role, AuditEvent event, Instant now) {
        change(
                id,
                event,
                now,
                sql ->
                        sql.update(USERS)
                                .set(USERS.ROLE, role.name())
                                .where(USERS.ID.eq(id.value()))
                                .execute());
    }

    private void change(UserId id, AuditEvent event, Instant now, Consumer<DSLContext> change) {
        var _ =
                changeIf(
                        id,
                        event,
                        now,
                        sql -> {
                            change.accept(sql);
                            return true;
                        });
    }

    /** The event is recorded only when there was a change. */
    private boolean changeIf(
            UserId id, AuditEvent event, Instant now, Predicate<DSLContext> change) {
        try {
            return transactions.write(
                    transaction -> {
                        boolean changed = change.test(transaction.sql());
                        if (changed) {
                            AuditRow.of(event).write(transaction.sql(), now);
                        }
                        return changed;
                    });
        } finally {
            // A commit whose answer was lost may have happened.
            memory.forget(id);
        }
    }

    @Override
    public boolean hasSignedInFrom(Email email, ClientAddress address, Instant since) {
        return transactions.read(
                sql ->
                        sql.fetchExists(
                                sql.selectOne()
                                        .from(USERS)
                                        .join(SIGN_IN_ADDRESSES)
                                        .on(SIGN_IN_ADDRESSES.USER_ID.eq(USERS.ID))
                                        .where(
                                                USERS.EMAIL.eq(email.value()),
                                                SIGN_IN_ADDRESSES.IP.eq(address.value()),
                                                SIGN_IN_ADDRESSES.LAST_SIGNED_IN_AT.ge(since))));
    }
}
