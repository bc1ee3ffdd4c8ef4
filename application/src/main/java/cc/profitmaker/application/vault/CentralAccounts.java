package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Proof;

import java.util.Optional;

/**
 * The accounts of single sign-on identities, which the auth service keeps: every call is passed on
 * with the caller's own token, and its answer passed back. What the auth service decides is not
 * decided here. Blocks for 5 s at most and fails with {@link
 * cc.profitmaker.application.Unavailable} when the auth service cannot be reached.
 */
public interface CentralAccounts {

    /** What is asked; bodies are JSON texts, and secrets because they carry keys. */
    sealed interface CentralCall {
        record ListAll() implements CentralCall {}

        record Add(Secret body) implements CentralCall {}

        record Change(AccountId id, Secret body) implements CentralCall {}

        record Remove(AccountId id) implements CentralCall {}

        record ListGrants(AccountId id) implements CentralCall {}

        record Give(AccountId id, Secret body) implements CentralCall {}

        record Revoke(AccountId id, CentralGrantId grant) implements CentralCall {}
    }

    /**
     * Names a grant there; the same shape as an {@link AccountId}, so never more than a segment.
     */
    record CentralGrantId(String value) {
        public CentralGrantId {
            if (AccountId.parse(value).isEmpty()) {
                throw new IllegalArgumentException("not a grant's id");
            }
        }
    }

    /**
     * The auth service's answer.
     *
     * @param status an HTTP status
     * @param json its body, without any key material
     * @param added the account that was made, if one was and its name was told
     */
    record Passed(int status, String json, Optional<AccountId> added) {
        public Passed {
            requireNonNull(json);
            requireNonNull(added);
        }

        public Passed(int status, String json) {
            this(status, json, Optional.empty());
        }
    }

    /**
     * Whatever this server remembers of an account is forgotten before a change of it returns, or
     * fails: it may have happened all the same.
     */
    Passed pass(Proof.Sso caller, CentralCall call);
}
