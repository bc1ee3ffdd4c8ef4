package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Inquired;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;

import java.util.Optional;

/** Callers with single sign-on tokens, and what they ask a vault for. */
final class Asking {
    static final ExchangeId PAPER = new ExchangeId("paper");

    private Asking() {}

    static Caller caller(String subject, String email, String token) {
        return switch (SessionPolicy.resume(
                Fixtures.sso(subject, email),
                Secret.of(token),
                Fixtures.user(email),
                Fixtures.NOON)) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError(reason);
        };
    }

    static Proof.Sso sso(Caller caller) {
        return (Proof.Sso) caller.proof();
    }

    static Inquiry inquiry(Caller caller, AccountId account, Operation operation) {
        return inquiry(caller, account, operation, PAPER);
    }

    static Inquiry inquiry(
            Caller caller, AccountId account, Operation operation, ExchangeId exchange) {
        return switch (AccessRules.inquire(
                caller, operation, account, Optional.empty(), exchange)) {
            case Inquired.May(var inquiry) -> inquiry;
            case Inquired.MayNot(var reason) -> throw new AssertionError(reason);
        };
    }
}
