package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final RecordedChanges changes = new RecordedChanges();
    private final InMemoryAccountStore accounts =
            new InMemoryAccountStore(identities, audit, changes);

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public UserStore users() {
        return identities;
    }

    @Override
    public RecordedChanges changes() {
        return changes;
    }

    @Override
    public AuditReading audit() {
        return audit;
    }

    @Override
    public void refuseAudit() {
        audit.refuse();
    }

    @Override
    public void acceptAudit() {
        audit.accept();
    }

    @Override
    public void bindToSso(UserId user, String subject) {
        var _ =
                identities.bindByHand(
                        user, subject, new AuditEvent.UserBound(user, subject), Fixtures.NOON);
    }
}
