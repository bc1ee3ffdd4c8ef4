package cc.profitmaker.adapter.vault;

import cc.profitmaker.domain.credential.Secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Master keys that are told apart by a number; as good as any other, but known to all. */
final class Keys {
    private Keys() {}

    static String base64(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Secret list(int... numbers) {
        return Secret.of(
                Arrays.stream(numbers).mapToObj(Keys::base64).collect(Collectors.joining(",")));
    }
}
