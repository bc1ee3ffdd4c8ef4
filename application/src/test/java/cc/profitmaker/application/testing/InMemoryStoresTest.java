package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

import org.junit.jupiter.api.Nested;

import java.time.Instant;
import java.util.List;

/** The fakes keep the promises of the ports, so tests that stand on them stand on something. */
class InMemoryStoresTest {
    private record Reading(InMemoryAuditTrail trail) implements AuditReading {
        @Override
        public List<String> recorded() {
            return trail.entries().stream().map(e -> shown(e.event(), e.at())).toList();
        }

        @Override
        public String shown(AuditEvent event, Instant at) {
            return at + " " + event;
        }
    }

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final InMemoryPaperAccounts accounts = new InMemoryPaperAccounts();

    @Nested
    class AsUserAndSessionStore implements UserStoreContract, SessionStoreContract {
        @Override
        public UserStore users() {
            return identities;
        }

        @Override
        public SessionStore sessions() {
            return identities;
        }

        @Override
        public AuditReading audit() {
            return new Reading(audit);
        }

        @Override
        public void bind(UserId user, String subject) {
            identities.bind(user, subject);
        }
    }

    @Nested
    class AsAuditTrail implements AuditTrailContract {
        @Override
        public AuditTrail trail() {
            return audit;
        }

        @Override
        public AuditReading audit() {
            return new Reading(audit);
        }
    }

    @Nested
    class AsPaperAccounts implements PaperAccountsContract {
        @Override
        public PaperAccounts accounts() {
            return accounts;
        }
    }
}
