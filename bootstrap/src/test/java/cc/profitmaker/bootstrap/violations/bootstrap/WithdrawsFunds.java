package cc.profitmaker.bootstrap.violations.bootstrap;

/** Breaks the rule that nothing withdraws. */
public final class WithdrawsFunds {
    /** A stand-in for an exchange library's interface. */
    interface Wallet {
        void withdrawFunds();
    }

    void empty(Wallet wallet) {
        wallet.withdrawFunds();
    }
}
