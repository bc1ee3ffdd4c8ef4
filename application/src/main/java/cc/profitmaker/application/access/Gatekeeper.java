package cc.profitmaker.application.access;

import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.KeySource;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.session.Caller;

/** The one place that decides who may do what with which keys; asked on every call. */
public final class Gatekeeper {

    /** The keys a request asks to use. */
    public sealed interface Keys {
        /** Brought along, used for this call, kept in memory only. */
        record Inline(ApiCredential credential) implements Keys {}

        /** Kept in a vault under this id. */
        record Account(String id) implements Keys {}
    }

    public sealed interface Admitted {
        record Granted(Decision.Allowed decision, ApiCredential credential) implements Admitted {}

        record Refused(Decision.Reason reason) implements Admitted {}
    }

    public Admitted admit(Caller caller, Operation operation, Keys keys) {
        return switch (keys) {
            case Keys.Inline(var credential) ->
                    switch (AccessRules.decide(caller, operation, KeySource.INLINE)) {
                        case Decision.Allowed allowed -> new Admitted.Granted(allowed, credential);
                        case Decision.Denied(var reason) -> new Admitted.Refused(reason);
                    };
            case Keys.Account _ ->
                    switch (AccessRules.decide(caller, operation, KeySource.ACCOUNT)) {
                        case Decision.Allowed _ ->
                                throw new IllegalStateException(
                                        "there is no vault to take keys from");
                        case Decision.Denied(var reason) -> new Admitted.Refused(reason);
                    };
        };
    }
}
