package cc.profitmaker.adapter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

final class ClientCacheTest {
    private static final UserId ANN = new UserId(new UUID(0, 1));
    private static final UserId BOB = new UserId(new UUID(0, 2));
    private static final Venue SPOT = venue("binance", MarketType.SPOT, Environment.LIVE);

    private static final class Client implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void the_same_caller_key_and_venue_share_a_client() {
        try (var cache = new ClientCache(InstantSource.system())) {
            assertThat(client(cache, keys(ANN, "key", "secret", ""), SPOT))
                    .isSameAs(client(cache, keys(ANN, "key", "secret", ""), SPOT));
        }
    }

    @Test
    void every_part_of_the_tuple_separates_clients() {
        var all = new ArrayList<Client>();
        try (var cache = new ClientCache(InstantSource.system())) {
            for (KeyHolder keys :
                    List.of(
                            keys(ANN, "12345678-mine", "secret", ""),
                            // The same first eight characters, or the same letters cut elsewhere.
                            keys(ANN, "12345678-other", "secret", ""),
                            keys(ANN, "12345678-mine", "secret2", ""),
                            keys(ANN, "12345678-minesecret", "", ""),
                            keys(ANN, "12345678-mines", "ecret", ""),
                            keys(ANN, "12345678-mine", "secre", "t"),
                            keys(ANN, "12345678-mine", "secret", "phrase"),
                            keys(BOB, "12345678-mine", "secret", ""))) {
                all.add(client(cache, keys, SPOT));
            }
            KeyHolder ann = keys(ANN, "12345678-mine", "secret", "");
            all.add(client(cache, ann, venue("kucoin", MarketType.SPOT, Environment.LIVE)));
            all.add(client(cache, ann, venue("binance", MarketType.SWAP, Environment.LIVE)));
            all.add(client(cache, ann, venue("binance", MarketType.SPOT, Environment.SANDBOX)));

            assertThat(all).doesNotHaveDuplicates().hasSize(11);
        }
    }

    @Test
    void an_idle_client_is_closed_without_anybody_looking() {
        try (var cache = new ClientCache(10, Duration.ofMillis(50), InstantSource.system())) {
            Client idle = client(cache, keys(ANN, "key", "secret", ""), SPOT);

            assertThat(becomes(idle.closed::get)).isTrue();
        }
    }

    @Test
    void a_client_lives_for_a_minute_and_there_are_five_hundred_at_most() {
        assertThat(ClientCache.IDLE).isEqualTo(Duration.ofMinutes(1));
        assertThat(ClientCache.MOST).isEqualTo(500);
    }

    @Test
    void a_client_with_a_vaults_key_ends_when_the_vault_said_however_often_it_is_used() {
        try (var cache = new ClientCache(InstantSource.system())) {
            KeyHolder lent = lent("own_1", Instant.now().plusMillis(300));
            Client client = client(cache, lent, SPOT);

            assertThat(
                            becomes(
                                    () -> {
                                        if (!client.closed.get()) {
                                            client(cache, lent, SPOT);
                                        }
                                        return client.closed.get();
                                    }))
                    .isTrue();
        }
    }

    @Test
    void a_changed_account_loses_its_clients_at_once_and_nobody_else_does() {
        try (var cache = new ClientCache(InstantSource.system())) {
            Instant later = Instant.now().plusSeconds(60);
            Client changed = client(cache, lent("own_1", later), SPOT);
            Client other = client(cache, lent("own_2", later), SPOT);
            Client inline = client(cache, keys(ANN, "key", "secret", ""), SPOT);

            cache.forget(new AccountId("own_1"));

            assertThat(changed.closed).isTrue();
            assertThat(other.closed).isFalse();
            cache.forgetAllOfVaults();
            assertThat(other.closed).isTrue();
            assertThat(inline.closed).isFalse();
        }
    }

    private static KeyHolder lent(String account, Instant until) {
        return new KeyHolder(
                ANN,
                new ApiCredential(Secret.of("key"), Secret.of("secret"), Secret.of("")),
                Optional.of(new KeyHolder.FromVault(new AccountId(account), until)));
    }

    @Test
    void beyond_the_bound_clients_are_closed() {
        var all = new ArrayList<Client>();
        try (var cache = new ClientCache(3, Duration.ofMinutes(1), InstantSource.system())) {
            for (int i = 0; i < 20; i++) {
                all.add(client(cache, keys(ANN, "key" + i, "secret", ""), SPOT));
            }

            assertThat(becomes(() -> all.stream().filter(c -> !c.closed.get()).count() <= 3))
                    .isTrue();
        }
    }

    @Test
    void a_call_in_flight_finishes_before_its_client_is_closed() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var closedDuringCall = new AtomicBoolean();
        var used = new Client();
        var cache = new ClientCache(InstantSource.system());
        Thread call =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        cache.with(
                                                keys(ANN, "key", "secret", ""),
                                                SPOT,
                                                Client.class,
                                                () -> used,
                                                client -> {
                                                    entered.countDown();
                                                    awaitUninterrupted(leave);
                                                    closedDuringCall.set(client.closed.get());
                                                    return client;
                                                }));
        entered.await();
        cache.close();
        assertThat(used.closed).isFalse();
        leave.countDown();
        call.join();

        assertThat(closedDuringCall).isFalse();
        assertThat(used.closed).isTrue();
    }

    @Test
    void closing_closes_every_client() {
        var cache = new ClientCache(InstantSource.system());
        Client client = client(cache, keys(ANN, "key", "secret", ""), SPOT);
        cache.close();

        assertThat(client.closed).isTrue();
    }

    private static Client client(ClientCache cache, KeyHolder keys, Venue venue) {
        return cache.with(keys, venue, Client.class, Client::new, client -> client);
    }

    private static KeyHolder keys(UserId user, String key, String secret, String passphrase) {
        return new KeyHolder(
                user,
                new ApiCredential(Secret.of(key), Secret.of(secret), Secret.of(passphrase)),
                Optional.empty());
    }

    private static Venue venue(String exchange, MarketType type, Environment environment) {
        return new Venue(new ExchangeId(exchange), type, environment);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean becomes(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return condition.getAsBoolean();
    }
}
