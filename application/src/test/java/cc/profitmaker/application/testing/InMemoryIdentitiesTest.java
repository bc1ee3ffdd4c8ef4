package cc.profitmaker.application.testing;

import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;

class InMemoryIdentitiesTest
        implements UserStoreContract, BindingContract, SessionStoreContract, RosterContract {
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
    public Roster roster() {
        return new InMemoryRoster(identities);
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
}
