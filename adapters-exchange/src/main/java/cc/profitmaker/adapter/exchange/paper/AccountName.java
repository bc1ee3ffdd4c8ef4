package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.credential.Sha256;

import java.util.List;

/** Which account a key opens: paper has no register of keys, every pair has an account. */
final class AccountName {
    private AccountName() {}

    /** Not the credential's own fingerprint: the passphrase is no part of a paper account. */
    static Fingerprint of(ApiCredential credential) {
        return new Fingerprint(
                Sha256.hexOfTuple(
                        List.of(credential.key().reveal(), credential.secret().reveal())));
    }
}
