package cc.profitmaker.adapter.vault;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which exchange an account of the central vault belongs to, from the caller's own list of
 * accounts; asked with the caller's own token, kept for 60 s by subject. Holds nothing secret.
 */
final class AccountLists {
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    private final AuthServiceClient client;
    private final CentralConfig config;
    private final Cache<String, Map<AccountId, ExchangeId>> lists =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    AccountLists(AuthServiceClient client, CentralConfig config) {
        this.client = client;
        this.config = config;
    }

    /** A list from before the account was made does not make it unknown. */
    Optional<ExchangeId> exchange(Proof.Sso caller, AccountId account) {
        String subject = caller.identity().subject();
        Map<AccountId, ExchangeId> known = lists.getIfPresent(subject);
        if (known == null || !known.containsKey(account)) {
            known = fetch(caller);
            lists.put(subject, known);
        }
        return Optional.ofNullable(known.get(account));
    }

    void forget(String subject) {
        lists.invalidate(subject);
    }

    private Map<AccountId, ExchangeId> fetch(Proof.Sso caller) {
        var answer =
                client.ask(
                        HttpRequest.newBuilder(config.accounts(""))
                                .header("Authorization", "Bearer " + caller.token().reveal())
                                .header("Accept", "application/json")
                                .build(),
                        MOST_BYTES);
        if (answer.status() != 200) {
            throw AuthServiceClient.unavailable("its account list came with " + answer.status());
        }
        JsonNode list =
                answer.body()
                        .flatMap(ForeignJson::read)
                        .filter(JsonNode::isArray)
                        .orElseThrow(
                                () -> AuthServiceClient.unavailable("its account list is not one"));
        Map<AccountId, ExchangeId> exchanges = new HashMap<>();
        for (JsonNode account : list) {
            Optional<AccountId> id = ForeignJson.text(account, "id").flatMap(AccountId::parse);
            Optional<ExchangeId> exchange =
                    ForeignJson.text(account, "exchange").flatMap(ExchangeId::parse);
            if (id.isPresent() && exchange.isPresent()) {
                exchanges.put(id.get(), exchange.get());
            }
        }
        return Map.copyOf(exchanges);
    }
}
