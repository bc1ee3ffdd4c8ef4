package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Origin;

import java.util.Optional;
import java.util.UUID;

/** Local accounts over fakes, with the parts a test looks at. */
final class LocalAccountsSetup {
    static final String PASSWORD = "ann's long password";
    static final Secret SETUP_CODE = Secret.of("the set-up code");
    static final Origin HERE = Fixtures.here();
    static final Origin AWAY = Fixtures.elsewhere("203.0.113.7");

    final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    final InMemoryIdentities identities = new InMemoryIdentities(audit);
    final PlainPasswordHash hashing = new PlainPasswordHash();
    final MeddledHash meddled = new MeddledHash(hashing);
    final HandMovedClock clock = new HandMovedClock(NOON);
    final SignInGuard guard;
    final LocalAccounts accounts;
    final PasswordChanges passwords;

    LocalAccountsSetup(RegistrationMode mode, int attempts) {
        guard =
                new SignInGuard(
                        meddled, new CountingAttemptLimit(attempts), audit, identities, clock);
        passwords = new PasswordChanges(identities, guard, clock);
        accounts =
                new LocalAccounts(
                        identities,
                        identities,
                        guard,
                        new LocalAccounts.Admission(mode, new SetupCode(SETUP_CODE)),
                        new LocalAccounts.Sources(clock, UUID::randomUUID));
    }

    LocalAccountsSetup(RegistrationMode mode) {
        this(mode, Integer.MAX_VALUE);
    }

    /** Someone with {@link #PASSWORD} who never signed in. */
    User known(String email) {
        User user = Fixtures.user(email);
        identities.put(user, Optional.of(PASSWORD));
        return user;
    }

    User disabled(String email) {
        User user = known(email);
        var off = new User(user.id(), user.email(), user.name(), user.role(), UserStatus.DISABLED);
        identities.put(off, Optional.of(PASSWORD));
        return off;
    }

    LocalAccounts.SignIn login(User user, String password, Origin origin) {
        return accounts.login(user.email(), Secret.of(password), origin);
    }
}
