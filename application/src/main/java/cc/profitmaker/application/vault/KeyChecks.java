package cc.profitmaker.application.vault;

import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.vault.KeyReport;

/** Asks an exchange, before a key is stored, what the key can do. */
public final class KeyChecks {
    private final ExchangeGateway exchanges;

    public KeyChecks(ExchangeGateway exchanges) {
        this.exchanges = exchanges;
    }

    /** What to do with a key that can take funds out of the exchange. */
    public enum FundsOut {
        REFUSED,
        /** The owner insists; it is audited. */
        ALLOWED
    }

    public sealed interface Checked {
        record Asked(Reply<KeyReport> reply) implements Checked {}

        record TakesFundsOut() implements Checked {}
    }

    public Checked check(
            Caller caller, ExchangeId exchange, ApiCredential credential, FundsOut fundsOut) {
        Reply<KeyReport> reply =
                exchanges.inspect(
                        exchange,
                        AccessRules.permitOwnKeys(caller, Operation.INSPECT_KEY),
                        credential);
        boolean refused =
                fundsOut == FundsOut.REFUSED
                        && reply instanceof Reply.Answered<KeyReport>(var report)
                        && report.takesFundsOut();
        return refused ? new Checked.TakesFundsOut() : new Checked.Asked(reply);
    }
}
