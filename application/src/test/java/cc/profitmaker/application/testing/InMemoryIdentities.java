package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.SessionStore;
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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Users and sessions in memory, behind one lock, as one database would hold them. */
public final class InMemoryIdentities implements UserStore, SessionStore {
    private record SignIn(UserId user, ClientAddress address) {}

    private final Map<UserId, Account> users = new LinkedHashMap<>();
    private final Map<String, UserId> bySso = new HashMap<>();
    private final Set<UserId> madeByOperator = new HashSet<>();
    private final Map<SessionId, Listed> sessions = new LinkedHashMap<>();
    private final Map<SignIn, Instant> signIns = new HashMap<>();
    private final Map<UserId, Instant> madeAt = new HashMap<>();
    private final InMemoryAuditTrail audit;
    private boolean firstPlaceTaken;

    private final List<Consumer<UserId>> adopted = new ArrayList<>();

    public InMemoryIdentities(InMemoryAuditTrail audit) {
        this.audit = audit;
    }

    /** Adds a user with the password {@link PlainPasswordHash} knows as that text. */
    public synchronized void put(User user, Optional<String> password) {
        put(new Account(user, password.map(PlainPasswordHash::hashOf)));
    }

    private void put(Account account) {
        firstPlaceTaken |= account.password().isPresent();
        users.put(account.user().id(), account);
    }

    @Override
    public synchronized Optional<Account> byEmail(Email email) {
        return users.values().stream().filter(a -> a.user().email().equals(email)).findFirst();
    }

    @Override
    public synchronized Optional<Account> byId(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public synchronized Optional<User> bySsoSubject(String subject) {
        return Optional.ofNullable(bySso.get(subject)).map(id -> users.get(id).user());
    }

    @Override
    public synchronized Binding bind(
            SsoIdentity identity, Binding.Newcomers newcomers, UserId idIfNew, Instant now) {
        var rows =
                new Binding.Rows(
                        bySsoSubject(identity.subject()),
                        byEmail(identity.email())
                                .map(Account::user)
                                .map(user -> new Binding.Row(user, subjectOf(user.id()))));
        Binding binding = Binding.decide(identity, rows, newcomers, idIfNew);
        switch (binding) {
            case Binding.Adopted(var user) -> {
                audit.record(new AuditEvent.UserAdopted(user.id(), identity.subject()), now);
                bySso.put(identity.subject(), user.id());
                users.put(user.id(), new Account(user, Optional.empty()));
                sessions.values().removeIf(s -> s.session().owner().equals(user.id()));
                adopted.forEach(listener -> listener.accept(user.id()));
            }
            case Binding.Provisioned(var user) -> {
                audit.record(new AuditEvent.UserProvisioned(user.id(), identity.subject()), now);
                bySso.put(identity.subject(), user.id());
                users.put(user.id(), new Account(user, Optional.empty()));
            }
            case Binding.Bound _, Binding.Refused _ -> {}
        }
        return binding;
    }

    private Optional<String> subjectOf(UserId id) {
        return bySso.entrySet().stream()
                .filter(bound -> bound.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized ByHand bindByHand(
            UserId id, String subject, AuditEvent event, Instant now) {
        Optional<String> already = subjectOf(id);
        if (already.isPresent()) {
            return already.get().equals(subject) ? ByHand.BOUND_ALREADY : ByHand.USER_TAKEN;
        }
        if (bySso.containsKey(subject)) {
            return ByHand.SUBJECT_TAKEN;
        }
        audit.record(event, now);
        bySso.put(subject, id);
        return ByHand.BOUND;
    }

    @Override
    public synchronized Map<UserId, String> subjects() {
        Map<UserId, String> subjects = new HashMap<>();
        bySso.forEach((subject, id) -> subjects.put(id, subject));
        return subjects;
    }

    @Override
    public synchronized List<User> all() {
        return users.values().stream().map(Account::user).toList();
    }

    @Override
    public synchronized boolean anyWithPassword() {
        return firstPlaceTaken;
    }

    @Override
    public synchronized Registration register(
            User user,
            PasswordHash.Hash password,
            OperatorClaim claim,
            Session first,
            Instant now) {
        boolean isFirst = !anyWithPassword();
        if (claim == OperatorClaim.ONLY_IF_FIRST && !isFirst) {
            return new Registration.Closed();
        }
        if (byEmail(user.email()).isPresent()) {
            return new Registration.EmailTaken();
        }
        Role role = isFirst && claim != OperatorClaim.NONE ? Role.OPERATOR : Role.USER;
        var made = new User(user.id(), user.email(), user.name(), role, user.status());
        put(new Account(made, Optional.of(password)));
        madeAt.put(made.id(), now);
        open(first, new AuditEvent.Registered(made.id(), role, first.address()));
        return new Registration.Registered(made);
    }

    @Override
    public synchronized boolean add(
            User user, PasswordHash.Hash password, Instant now, AuditEvent event) {
        if (byEmail(user.email()).isPresent()) {
            return false;
        }
        put(new Account(user, Optional.of(password)));
        madeAt.put(user.id(), now);
        madeByOperator.add(user.id());
        audit.record(event, now);
        return true;
    }

    /** Noon for those who were put here by a test. */
    synchronized Instant madeAt(UserId user) {
        return madeAt.getOrDefault(user, Fixtures.NOON);
    }

    /** The last sign-in that is remembered. */
    synchronized Optional<Instant> lastSignIn(UserId user) {
        return signIns.entrySet().stream()
                .filter(signIn -> signIn.getKey().user().equals(user))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder());
    }

    /** Told of each user who becomes one of single sign-on. */
    synchronized void whenAdopted(Consumer<UserId> listener) {
        adopted.add(listener);
    }

    /** Whether somebody vouched for the user's address: the operator or the auth service. */
    synchronized boolean hasTrustedEmail(UserId user) {
        return madeByOperator.contains(user) || bySso.containsValue(user);
    }

    @Override
    public synchronized User bootstrap(UserId idIfNew, Instant now) {
        return byEmail(User.BOOTSTRAP_EMAIL)
                .map(Account::user)
                .orElseGet(
                        () -> {
                            var user =
                                    new User(
                                            idIfNew,
                                            User.BOOTSTRAP_EMAIL,
                                            DisplayName.from(User.BOOTSTRAP_EMAIL),
                                            Role.OPERATOR,
                                            UserStatus.ENABLED);
                            users.put(idIfNew, new Account(user, Optional.empty()));
                            audit.record(new AuditEvent.UserAdded(idIfNew, Role.OPERATOR), now);
                            return user;
                        });
    }

    @Override
    public synchronized void changePassword(
            UserId id,
            PasswordHash.Hash password,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now) {
        byId(id).ifPresent(account -> put(new Account(account.user(), Optional.of(password))));
        sessions.values()
                .removeIf(
                        s ->
                                s.session().owner().equals(id)
                                        && !kept.equals(Optional.of(s.session().id())));
        audit.record(event, now);
    }

    @Override
    public synchronized boolean replacePassword(
            UserId id,
            Replacement replacement,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now) {
        boolean stands =
                byId(id).flatMap(Account::password)
                        .filter(replacement.verified()::equals)
                        .isPresent();
        if (stands) {
            changePassword(id, replacement.wished(), kept, event, now);
        }
        return stands;
    }

    @Override
    public synchronized void setStatus(
            UserId id, UserStatus status, AuditEvent event, Instant now) {
        switch (status) {
            case DISABLED -> audit.recordRevocation(event, now);
            case ENABLED -> audit.record(event, now);
        }
        change(id, u -> new User(u.id(), u.email(), u.name(), u.role(), status));
        if (status == UserStatus.DISABLED) {
            sessions.values().removeIf(s -> s.session().owner().equals(id));
        }
    }

    @Override
    public synchronized void setRole(UserId id, Role role, AuditEvent event, Instant now) {
        audit.record(event, now);
        change(id, u -> new User(u.id(), u.email(), u.name(), role, u.status()));
    }

    private void change(UserId id, UnaryOperator<User> to) {
        users.computeIfPresent(
                id, (_, account) -> new Account(to.apply(account.user()), account.password()));
    }

    @Override
    public synchronized boolean hasSignedInFrom(Email email, ClientAddress address, Instant since) {
        return byEmail(email)
                .map(account -> signIns.get(new SignIn(account.user().id(), address)))
                .filter(at -> !at.isBefore(since))
                .isPresent();
    }

    @Override
    public synchronized void open(Session session, AuditEvent event) {
        audit.record(event, session.createdAt());
        sessions.put(session.id(), new Listed(session, session.createdAt()));
        signIns.merge(
                new SignIn(session.owner(), session.address()),
                session.createdAt(),
                (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public synchronized Optional<Found> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id))
                .map(
                        listed ->
                                new Found(
                                        listed.session(),
                                        users.get(listed.session().owner()).user()));
    }

    @Override
    public synchronized void touch(SessionId id, Instant now) {
        sessions.computeIfPresent(id, (_, listed) -> new Listed(listed.session(), now));
    }

    @Override
    public synchronized List<Listed> of(UserId owner, Instant now) {
        var own = new ArrayList<Listed>();
        for (Listed listed : sessions.values()) {
            if (listed.session().owner().equals(owner)
                    && now.isBefore(listed.session().expiresAt())) {
                own.add(listed);
            }
        }
        own.sort(Comparator.comparing((Listed l) -> l.session().createdAt()).reversed());
        return own;
    }

    @Override
    public synchronized boolean end(UserId owner, SessionId id, AuditEvent event, Instant now) {
        boolean ended =
                sessions.values()
                        .removeIf(
                                s ->
                                        s.session().id().equals(id)
                                                && s.session().owner().equals(owner));
        if (ended) {
            audit.recordRevocation(event, now);
        }
        return ended;
    }

    @Override
    public synchronized int endAll(UserId owner, AuditEvent event, Instant now) {
        int before = sessions.size();
        sessions.values().removeIf(s -> s.session().owner().equals(owner));
        audit.recordRevocation(event, now);
        return before - sessions.size();
    }

    @Override
    public synchronized int sweep(Instant now) {
        int before = sessions.size();
        sessions.values().removeIf(s -> !now.isBefore(s.session().expiresAt()));
        return before - sessions.size();
    }
}
