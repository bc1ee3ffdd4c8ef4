package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.domain.identity.UserId;

class InMemoryIdentitiesTest implements UserStoreContract, SessionStoreContract {
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);

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
        return audit;
    }

    @Override
    public void bind(UserId user, String subject) {
        identities.bind(user, subject);
    }

    @Override
    public void refuseAudit() {
        audit.refuse();
    }

    @Override
    public void acceptAudit() {
        audit.accept();
    }
}
