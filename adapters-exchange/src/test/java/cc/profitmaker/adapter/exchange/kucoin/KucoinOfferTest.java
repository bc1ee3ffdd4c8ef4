package cc.profitmaker.adapter.exchange.kucoin;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Timeframe;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Nothing is offered as KuCoin's that was not recorded from CCXT. */
final class KucoinOfferTest {
    private static final Map<String, String> RECORDED_AS =
            Map.of("fetchMarkets", "loadMarkets", "createOrder", "createOrder-limit");

    private static void everythingIsRecorded(Capabilities offer, String folder) {
        assertThat(offered(offer, Support.NATIVE))
                .isNotEmpty()
                .allSatisfy(
                        capability -> {
                            String name = capability.ccxt();
                            String file = RECORDED_AS.getOrDefault(name, name) + ".json";
                            assertThat(
                                            KucoinOfferTest.class.getResource(
                                                    "/ccxt/" + folder + "/recordings/" + file))
                                    .describedAs(file)
                                    .isNotNull();
                        });
    }

    private static Set<Capability> offered(Capabilities offer, Support support) {
        return offer.has().entrySet().stream()
                .filter(entry -> entry.getValue() == support)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void what_spot_offers_was_recorded_and_the_rest_is_called_emulated() {
        everythingIsRecorded(KucoinOffer.SPOT, "kucoin");
        assertThat(offered(KucoinOffer.SPOT, Support.EMULATED))
                .containsExactly(Capability.FETCH_ORDERS);
    }

    @Test
    void what_the_futures_offer_was_recorded_and_the_rest_is_called_emulated() {
        everythingIsRecorded(KucoinOffer.SWAP, "kucoinfutures");
        assertThat(offered(KucoinOffer.SWAP, Support.EMULATED))
                .containsExactlyInAnyOrder(Capability.FETCH_ORDERS, Capability.FETCH_LEVERAGES);
    }

    @Test
    void time_frames_are_offered_by_their_length() {
        for (Capabilities offer : List.of(KucoinOffer.SPOT, KucoinOffer.SWAP)) {
            assertThat(offer.timeframes().stream().map(Timeframe::length).toList()).isSorted();
        }
    }
}
