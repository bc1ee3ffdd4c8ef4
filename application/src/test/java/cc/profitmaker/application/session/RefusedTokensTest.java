package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.session.ClientAddress;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RefusedTokensTest {
    private static final ClientAddress ADDRESS = new ClientAddress("203.0.113.7");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final RefusedTokens tokens = new RefusedTokens(audit, clock);

    @Test
    void an_address_has_one_event_a_minute_however_many_tokens_it_tries() {
        for (int i = 0; i < 1000; i++) {
            tokens.refused(ADDRESS);
        }
        tokens.recordRefusals();
        assertThat(audit.events()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        tokens.recordRefusals();

        assertThat(audit.events()).containsExactly(new AuditEvent.TokensRefused(ADDRESS, 1000));
    }

    @Test
    void a_flood_from_everywhere_is_bounded_and_loses_no_count() {
        int addresses = CountedRefusals.ADDRESSES + 500;
        for (int i = 0; i < addresses; i++) {
            tokens.refused(new ClientAddress("10.0." + i / 256 + "." + i % 256));
        }

        tokens.recordLastRefusals();

        assertThat(audit.events())
                .hasSize(CountedRefusals.ADDRESSES + 1)
                .last()
                .isEqualTo(new AuditEvent.TokensRefusedElsewhere(500));
    }
}
