package cc.profitmaker.adapter.vault;

import cc.profitmaker.adapter.vault.SharedCalls.Given;
import cc.profitmaker.adapter.vault.SharedCalls.Keeping;
import cc.profitmaker.adapter.vault.SharedCalls.Whose;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Proof;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which exchange an account of the central vault belongs to, from the caller's own list of
 * accounts: asked for with the caller's own token, kept by subject. Keeps no token and no key.
 */
final class AccountLists {
    private static final int MOST_BYTES = 1 << 20;

    private final AuthServiceClient client;
    private final CentralConfig config;
    private final SharedCalls<String, Listing> lists;

    sealed interface Told {
        record At(ExchangeId exchange) implements Told {}

        record Untold(Decision.Reason reason) implements Told {}
    }

    private sealed interface Listing {
        record Listed(Map<AccountId, ExchangeId> accounts) implements Listing {}

        /** To the one who asked; another token of the same subject may do better. */
        record Refused(Decision.Reason reason) implements Listing {}
    }

    AccountLists(AuthServiceClient client, CentralConfig config, Keeping keeping) {
        this.client = client;
        this.config = config;
        this.lists = new SharedCalls<>(keeping, Listing.Listed.class::isInstance);
    }

    /** What a list in memory tells, without asking anybody. */
    Optional<ExchangeId> known(Proof.Sso caller, AccountId account) {
        return lists.known(subject(caller)).flatMap(listing -> in(listing, account));
    }

    /** An account that is not listed is nonsense: this is asked when the vault gave its keys. */
    Told ask(Proof.Sso caller, AccountId account, Deadline deadline) {
        String subject = subject(caller);
        // A list from before the account was made does not make it unknown.
        lists.known(subject)
                .filter(listing -> in(listing, account).isEmpty())
                .ifPresent(outdated -> lists.forget(subject, outdated));
        Given<Listing> given = lists.get(subject, () -> fetch(caller), deadline);
        Listing listing =
                given.answer() instanceof Listing.Refused && given.call() == Whose.ANOTHERS
                        ? AuthServiceClient.await(fetch(caller), deadline)
                        : given.answer();
        return switch (listing) {
            case Listing.Refused(var reason) -> new Told.Untold(reason);
            case Listing.Listed _ ->
                    in(listing, account)
                            .<Told>map(Told.At::new)
                            .orElseGet(() -> new Told.Untold(Decision.Reason.VAULT_NONSENSE));
        };
    }

    void changed(AccountId account) {
        lists.forgetIf((_, listing) -> listing.isEmpty() || in(listing.get(), account).isPresent());
    }

    void anyMayHaveChanged() {
        lists.forgetAll();
    }

    private static String subject(Proof.Sso caller) {
        return caller.identity().subject();
    }

    private static Optional<ExchangeId> in(Listing listing, AccountId account) {
        return listing instanceof Listing.Listed(var accounts)
                ? Optional.ofNullable(accounts.get(account))
                : Optional.empty();
    }

    private CompletableFuture<Listing> fetch(Proof.Sso caller) {
        HttpRequest request =
                HttpRequest.newBuilder(config.accounts(""))
                        .header("Authorization", "Bearer " + caller.token().reveal())
                        .header("Accept", "application/json")
                        .build();
        return client.ask(request, MOST_BYTES).thenApply(AccountLists::listing);
    }

    private static Listing listing(AuthServiceClient.Answer answer) {
        return switch (answer.status()) {
            case 200 ->
                    answer.body()
                            .flatMap(ForeignJson::read)
                            .filter(JsonNode::isArray)
                            .<Listing>map(AccountLists::listed)
                            .orElseGet(() -> new Listing.Refused(Decision.Reason.VAULT_NONSENSE));
            case 401, 403 -> new Listing.Refused(Decision.Reason.VAULT_REFUSED);
            default -> {
                if (AuthServiceClient.isBusy(answer)) {
                    throw AuthServiceClient.unavailable("it answered " + answer.status());
                }
                yield new Listing.Refused(Decision.Reason.VAULT_NONSENSE);
            }
        };
    }

    /** An account that is listed with two exchanges has none. */
    private static Listing listed(JsonNode list) {
        Map<AccountId, ExchangeId> exchanges = new HashMap<>();
        Set<AccountId> contradictory = new HashSet<>();
        for (JsonNode account : list) {
            Optional<AccountId> id = ForeignJson.text(account, "id").flatMap(AccountId::parse);
            Optional<ExchangeId> exchange =
                    ForeignJson.text(account, "exchange").flatMap(ExchangeId::parse);
            if (id.isPresent() && exchange.isPresent()) {
                ExchangeId other = exchanges.putIfAbsent(id.get(), exchange.get());
                if (other != null && !other.equals(exchange.get())) {
                    contradictory.add(id.get());
                }
            }
        }
        exchanges.keySet().removeAll(contradictory);
        return new Listing.Listed(Map.copyOf(exchanges));
    }
}
