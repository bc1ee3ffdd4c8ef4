package cc.profitmaker.application.testing;

import cc.profitmaker.application.trading.PaperAccounts;

class InMemoryPaperAccountsTest implements PaperAccountsContract {
    private final InMemoryPaperAccounts accounts = new InMemoryPaperAccounts();

    @Override
    public PaperAccounts accounts() {
        return accounts;
    }
}
