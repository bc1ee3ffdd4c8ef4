package cc.profitmaker.application.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.SealNumber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A link of the chain: an HMAC over the seal before it and over all that is said here, so that no
 * link can be changed, moved, left out or put in without the key.
 */
public record Seal(
        SealNumber number, Instant sealedAt, AuditEntry.Trace entry, AuditKeyId key, Digest value) {
    /** What the first seal follows. */
    static final Digest NOTHING = new Digest("0".repeat(64));

    /** The next seal after that head; the first one, when there is none. */
    public static Seal after(
            Optional<Anchor> head, AuditEntry.Trace entry, Instant sealedAt, AuditKey key) {
        SealNumber number = head.map(Anchor::number).map(SealNumber::next).orElse(SealNumber.FIRST);
        Digest previous = head.map(Anchor::seal).orElse(NOTHING);
        return new Seal(
                number, sealedAt, entry, key.id(), value(previous, number, sealedAt, entry, key));
    }

    public Anchor anchor() {
        return new Anchor(number, value);
    }

    boolean follows(Digest previous, AuditKey key) {
        return value.equals(value(previous, number, sealedAt, entry, key));
    }

    private static Digest value(
            Digest previous,
            SealNumber number,
            Instant sealedAt,
            AuditEntry.Trace entry,
            AuditKey key) {
        // None of these can contain the separator, so no two different links read the same.
        return Signed.with(
                key,
                "audit seal 1",
                List.of(
                        previous.hex(),
                        number.toString(),
                        sealedAt.toString(),
                        entry.id().toString(),
                        entry.at().toString(),
                        entry.content().hex(),
                        key.id().value()));
    }

    /** How texts without line breaks are put before the key, each purpose apart from the others. */
    static final class Signed {
        private Signed() {}

        static Digest with(AuditKey key, String purpose, List<String> parts) {
            String message = "profitmaker " + purpose + "\n" + String.join("\n", parts);
            return Digest.of(key.hmac(message.getBytes(UTF_8)));
        }
    }
}
