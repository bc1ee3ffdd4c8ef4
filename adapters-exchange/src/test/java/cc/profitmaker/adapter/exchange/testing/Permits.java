package cc.profitmaker.adapter.exchange.testing;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;

/** Permits, got as everybody gets them. */
public final class Permits {
    private Permits() {}

    public static Permit of(User user, Operation operation) {
        var session = Fixtures.session(user, Fixtures.NOON);
        if (SessionPolicy.resume(session, user, Fixtures.NOON)
                instanceof Resumption.Live(var caller)) {
            return AccessRules.permitOwnKeys(caller, operation);
        }
        throw new IllegalStateException("no permit for " + operation);
    }
}
