package cc.profitmaker.application.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.vault.KeySealing;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SealedFor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps credentials and gives out tickets for them: opens for what they were sealed for only. */
public final class PlainKeySealing implements KeySealing {
    private record Kept(ApiCredential credential, SealedFor use) {}

    private final MasterKeyId masterKey = new MasterKeyId("0123456789abcdef");
    private final Map<Ciphertext, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicInteger tickets = new AtomicInteger();

    /** How often something was opened, or was tried to be. */
    public final AtomicInteger opened = new AtomicInteger();

    @Override
    public SealedCredential seal(ApiCredential credential, SealedFor use) {
        var ticket = Ciphertext.of(("ticket " + tickets.incrementAndGet()).getBytes(UTF_8));
        kept.put(ticket, new Kept(credential, use));
        return new SealedCredential(new SealedDataKey(masterKey, ticket), ticket);
    }

    @Override
    public Unsealed open(SealedCredential credential, SealedFor use) {
        opened.incrementAndGet();
        if (!credential.dataKey().under().equals(masterKey)) {
            return new Unsealed.MasterKeyMissing(credential.dataKey().under());
        }
        Kept found = kept.get(credential.payload());
        return found != null && found.use().equals(use)
                ? new Unsealed.Opened(found.credential())
                : new Unsealed.Tampered();
    }
}
