package cc.profitmaker.domain.access;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Tenure;

import java.util.Optional;

/** On whose behalf a vault is asked for keys; what they may have is the same either way. */
public sealed interface Asker {
    UserId user();

    /** What the auth service calls them; empty for somebody who has nothing to do with it. */
    Optional<String> subject();

    VaultKind vault();

    /** The user is calling. */
    record Present(Caller caller) implements Asker {
        public Present {
            requireNonNull(caller);
        }

        @Override
        public UserId user() {
            return caller.id();
        }

        @Override
        public Optional<String> subject() {
            return caller.sso().map(SsoIdentity::subject);
        }

        @Override
        public VaultKind vault() {
            return VaultKind.of(caller);
        }
    }

    /**
     * Nobody is calling: the server looks after an order that the user sent, or reads an account
     * that they listen to, or an operator stops trading. Only {@link AccessRules} turns one into an
     * {@link Inquiry}, and for nothing else.
     */
    record Away(UserId user, Optional<String> subject) implements Asker {
        public Away {
            requireNonNull(user);
            requireNonNull(subject);
        }

        /** Of somebody who stays: it is their own vault that is asked. */
        public static Away of(Tenure tenure) {
            return new Away(
                    tenure.user(),
                    tenure instanceof Tenure.BySso(_, var subject, _)
                            ? Optional.of(subject)
                            : Optional.empty());
        }

        @Override
        public VaultKind vault() {
            return subject.isPresent() ? VaultKind.CENTRAL : VaultKind.OWN;
        }
    }
}
