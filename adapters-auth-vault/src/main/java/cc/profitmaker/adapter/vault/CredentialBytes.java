package cc.profitmaker.adapter.vault;

import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A credential as it is sealed: key, secret and passphrase, each its number of characters and the
 * characters. UTF-16 and not UTF-8, so that any text comes back as it was, half characters too.
 */
final class CredentialBytes {
    private CredentialBytes() {}

    static byte[] of(ApiCredential credential) {
        List<String> texts =
                List.of(
                        credential.key().reveal(),
                        credential.secret().reveal(),
                        credential.passphrase().reveal());
        var bytes =
                ByteBuffer.allocate(
                        texts.stream()
                                .mapToInt(text -> Integer.BYTES + text.length() * Character.BYTES)
                                .sum());
        for (String text : texts) {
            bytes.putInt(text.length());
            for (int i = 0; i < text.length(); i++) {
                bytes.putChar(text.charAt(i));
            }
        }
        return bytes.array();
    }

    /** Empty when it is not what {@link #of} makes. */
    static Optional<ApiCredential> read(byte[] bytes) {
        var rest = ByteBuffer.wrap(bytes);
        return text(rest)
                .flatMap(
                        key ->
                                text(rest)
                                        .flatMap(
                                                secret ->
                                                        text(rest)
                                                                .map(
                                                                        passphrase ->
                                                                                new ApiCredential(
                                                                                        key,
                                                                                        secret,
                                                                                        passphrase))))
                .filter(_ -> !rest.hasRemaining());
    }

    private static Optional<Secret> text(ByteBuffer rest) {
        if (rest.remaining() < Integer.BYTES) {
            return Optional.empty();
        }
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining() / Character.BYTES) {
            return Optional.empty();
        }
        char[] characters = new char[length];
        rest.asCharBuffer().get(characters);
        rest.position(rest.position() + length * Character.BYTES);
        return Optional.of(Secret.of(new String(characters)));
    }
}
