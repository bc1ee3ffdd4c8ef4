package cc.profitmaker.application.session;

import static cc.profitmaker.application.session.CountedRefusals.ADDRESSES;
import static cc.profitmaker.application.session.CountedRefusals.USERS;
import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.ClientAddress;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

class CountedRefusalsTest {
    private static final Instant END_OF_MINUTE = NOON.plusSeconds(60).minusNanos(1);
    private static final Instant NEXT_MINUTE = NOON.plusSeconds(60);
    private static final ClientAddress ADDRESS = new ClientAddress("203.0.113.7");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final CountedRefusals refusals = CountedRefusals.ofSignIns(audit);

    @Test
    void a_minute_is_one_event_of_the_last_refusals_instant() {
        UserId ann = user();
        refusals.count(ADDRESS, Optional.of(ann), NOON);
        refusals.count(ADDRESS, Optional.of(ann), NOON.plusSeconds(1));
        refusals.count(ADDRESS, Optional.empty(), END_OF_MINUTE);
        refusals.recordEnded(END_OF_MINUTE);
        assertThat(audit.entries()).isEmpty();

        refusals.recordEnded(NEXT_MINUTE);

        assertThat(audit.entries())
                .containsExactly(
                        new InMemoryAuditTrail.Entry(
                                new AuditEvent.SignInsRefused(ADDRESS, List.of(ann), 3),
                                END_OF_MINUTE));
    }

    @Test
    void a_refusal_of_the_next_minute_records_the_one_before_and_counts_anew() {
        refusals.count(ADDRESS, Optional.empty(), END_OF_MINUTE);
        refusals.count(ADDRESS, Optional.empty(), NEXT_MINUTE);
        assertThat(audit.events()).containsExactly(refused(ADDRESS, 1));

        refusals.recordAll();

        assertThat(audit.entries())
                .extracting(InMemoryAuditTrail.Entry::at)
                .containsExactly(END_OF_MINUTE, NEXT_MINUTE);
        assertThat(audit.events()).containsExactly(refused(ADDRESS, 1), refused(ADDRESS, 1));
    }

    @Test
    void nothing_is_recorded_twice() {
        refusals.count(ADDRESS, Optional.empty(), NOON);

        refusals.recordAll();
        refusals.recordAll();
        refusals.recordEnded(NEXT_MINUTE);

        assertThat(audit.events()).containsExactly(refused(ADDRESS, 1));
    }

    @Test
    void addresses_past_those_with_an_event_of_their_own_share_one() {
        for (int i = 0; i < ADDRESSES; i++) {
            refusals.count(address(i), Optional.empty(), NOON);
        }
        UserId ann = user();
        refusals.count(address(ADDRESSES), Optional.of(ann), NOON);
        refusals.count(address(ADDRESSES + 1), Optional.empty(), NOON.plusSeconds(1));
        refusals.count(address(0), Optional.empty(), NOON);

        refusals.recordAll();
        refusals.recordAll();

        assertThat(audit.events())
                .hasSize(ADDRESSES + 1)
                .contains(refused(address(0), 2), refused(address(ADDRESSES - 1), 1));
        assertThat(audit.entries().getLast())
                .isEqualTo(
                        new InMemoryAuditTrail.Entry(
                                new AuditEvent.SignInsRefusedElsewhere(List.of(ann), 2),
                                NOON.plusSeconds(1)));
    }

    @Test
    void every_minute_gives_each_address_a_new_chance_of_its_own_event() {
        for (int i = 0; i <= ADDRESSES; i++) {
            refusals.count(address(i), Optional.empty(), NOON);
        }
        refusals.count(address(ADDRESSES), Optional.empty(), NEXT_MINUTE);

        refusals.recordAll();

        assertThat(audit.events()).last().isEqualTo(refused(address(ADDRESSES), 1));
    }

    @Test
    void only_the_first_users_are_named_each_once_and_all_are_counted() {
        List<UserId> users = IntStream.rangeClosed(0, USERS).mapToObj(_ -> user()).toList();
        users.forEach(user -> refusals.count(ADDRESS, Optional.of(user), NOON));
        users.forEach(user -> refusals.count(ADDRESS, Optional.of(user), NOON));

        refusals.recordAll();

        assertThat(audit.events())
                .containsExactly(
                        new AuditEvent.SignInsRefused(
                                ADDRESS, users.subList(0, USERS), 2L * (USERS + 1)));
    }

    @Test
    void no_concurrent_refusal_is_lost() {
        AllAtOnce.run(
                100,
                _ -> {
                    refusals.count(ADDRESS, Optional.empty(), NOON);
                    return true;
                });

        refusals.recordAll();

        assertThat(audit.events()).containsExactly(refused(ADDRESS, 100));
    }

    private static AuditEvent refused(ClientAddress address, long count) {
        return new AuditEvent.SignInsRefused(address, List.of(), count);
    }

    private static ClientAddress address(int i) {
        return new ClientAddress("10.0." + i / 256 + "." + i % 256);
    }

    private static UserId user() {
        return new UserId(UUID.randomUUID());
    }
}
