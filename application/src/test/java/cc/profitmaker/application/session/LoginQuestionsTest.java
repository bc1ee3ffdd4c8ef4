package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.here;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.LocalAccounts.SignIn;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;

import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a sign-in asks of the database: its time must not tell who has an account. */
final class LoginQuestionsTest {
    private static final Secret PASSWORD = Secret.of("correct horse battery");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities store = new InMemoryIdentities(audit);
    private final PlainPasswordHash hashing = new PlainPasswordHash();
    private final List<String> questions = new ArrayList<>();

    @Test
    void every_wrong_sign_in_asks_the_same_after_one_work() {
        User ann = user("ann@example.com");
        User disabled = user("disabled@example.com");
        store.put(ann, Optional.of("another password"));
        store.put(disabled, Optional.of(PASSWORD.reveal()));
        store.setStatus(
                disabled.id(),
                UserStatus.DISABLED,
                new AuditEvent.UserDisabled(disabled.id()),
                NOON);
        var accounts = accounts(CountingAttemptLimit.unlimited());

        for (Email email :
                List.of(new Email("nobody@example.com"), ann.email(), disabled.email())) {
            int before = hashing.work();
            questions.clear();

            assertThat(accounts.login(email, PASSWORD, here())).isEqualTo(new SignIn.Wrong());
            assertThat(questions).containsExactly("byEmail");
            assertThat(hashing.work() - before).isEqualTo(1);
        }
    }

    @Test
    void a_throttled_sign_in_asks_only_whether_the_address_is_known() {
        var accounts = accounts(new CountingAttemptLimit(0));

        assertThat(accounts.login(new Email("ann@example.com"), PASSWORD, here()))
                .isEqualTo(new SignIn.Throttled(CountingAttemptLimit.WAIT));
        assertThat(questions).containsExactly("hasSignedInFrom");
        assertThat(hashing.work()).isZero();
    }

    private LocalAccounts accounts(AttemptLimit attempts) {
        var users = noting(UserStore.class);
        var clock = new HandMovedClock(NOON);
        return new LocalAccounts(
                users,
                noting(SessionStore.class),
                new SignInGuard(hashing, attempts, audit, users, clock),
                new LocalAccounts.Admission(
                        RegistrationMode.CLOSED, new SetupCode(Secret.of("code"))),
                new LocalAccounts.Sources(clock, UUID::randomUUID));
    }

    private <T> T noting(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (_, method, arguments) -> {
                            questions.add(method.getName());
                            try {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
