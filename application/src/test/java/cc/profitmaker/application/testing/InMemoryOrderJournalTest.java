package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.vault.AccountStore;

class InMemoryOrderJournalTest implements OrderJournalContract {
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final InMemoryAccountStore accounts =
            new InMemoryAccountStore(identities, audit, new RecordedChanges());
    private final InMemoryHaltStore halts = new InMemoryHaltStore(audit);
    private final InMemoryOrderJournal journal = new InMemoryOrderJournal(audit, accounts, halts);

    @Override
    public OrderJournal journal() {
        return journal;
    }

    @Override
    public HaltStore halts() {
        return halts;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public UserStore users() {
        return identities;
    }

    @Override
    public AuditReading audit() {
        return audit;
    }
}
