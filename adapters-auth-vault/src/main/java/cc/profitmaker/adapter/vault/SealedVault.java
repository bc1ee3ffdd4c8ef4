package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.vault.KeySealing;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedFor;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** Exchange keys under the master keys of this process. Nothing opened is kept. */
public final class SealedVault implements KeySealing {
    private final Envelope envelope;

    public SealedVault(MasterKeys masters) {
        this.envelope = new Envelope(masters, new SecureRandom());
    }

    @Override
    public SealedCredential seal(ApiCredential credential, SealedFor use) {
        byte[] plain = CredentialBytes.of(credential);
        try {
            Envelope.Sealed sealed = envelope.seal(plain, use.dataKeyUse(), names(use));
            return new SealedCredential(sealed.dataKey(), sealed.payload());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public Unsealed open(SealedCredential credential, SealedFor use) {
        return switch (envelope.open(
                credential.dataKey(), use.dataKeyUse(), credential.payload(), names(use))) {
            case Envelope.Opened.Plain plain ->
                    plain.read(CredentialBytes::read)
                            .<Unsealed>map(Unsealed.Opened::new)
                            .orElseGet(Unsealed.Tampered::new);
            case Envelope.Opened.MasterKeyMissing(var needed) ->
                    new Unsealed.MasterKeyMissing(needed);
            case Envelope.Opened.Tampered _ -> new Unsealed.Tampered();
        };
    }

    private static List<String> names(SealedFor use) {
        return List.of(
                "profitmaker exchange key 1",
                use.owner().toString(),
                use.account().value(),
                use.exchange().value(),
                Long.toString(use.version()),
                use.slot().name());
    }
}
