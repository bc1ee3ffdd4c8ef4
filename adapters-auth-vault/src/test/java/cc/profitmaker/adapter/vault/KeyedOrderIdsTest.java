package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

final class KeyedOrderIdsTest {
    private static final UserId ANN = new UserId(new UUID(1, 2));
    private static final UserId BOB = new UserId(new UUID(1, 3));

    private final KeyedOrderIds ids = new KeyedOrderIds(Secret.of("of this installation"));

    private static IdempotencyKey key(String text) {
        return new IdempotencyKey(text);
    }

    @Test
    void the_same_user_and_name_give_the_same_id_for_good() {
        // python3: hmac.new(b"of this installation", b"<uuid> one", "sha256"), mod 36**26, base 36
        assertThat(ids.derive(ANN, key("one")))
                .isEqualTo(
                        new KeyedOrderIds(Secret.of("of this installation"))
                                .derive(ANN, key("one")))
                .isEqualTo(new ClientOrderId("pmyo5dwutqhnzpyv8l4flpbm4wza"));
    }

    @Test
    void another_user_name_or_installation_gives_another_one() {
        assertThat(
                        Set.of(
                                ids.derive(ANN, key("one")),
                                ids.derive(BOB, key("one")),
                                ids.derive(ANN, key("One")),
                                new KeyedOrderIds(Secret.of("of another")).derive(ANN, key("one"))))
                .hasSize(4);
    }

    @Test
    void every_id_fits_the_alphabet_and_length() {
        Set<ClientOrderId> all = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            all.add(ids.derive(ANN, key("n" + i)));
        }

        assertThat(all).hasSize(2000).allMatch(id -> id.value().matches("pm[0-9a-z]{26}"));
    }
}
