package cc.profitmaker.adapter.vault;

import cc.profitmaker.adapter.vault.Credentials.Fetched;
import cc.profitmaker.adapter.vault.Credentials.Question;
import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.AccountFacts;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Proof;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The auth service's vault. Keys are kept in memory for at most 60 s, for the same subject, account
 * and level only; refusals are not kept, and callers who want the same at once share one call.
 */
public final class CentralVault implements CredentialVault, AccessChanges, AutoCloseable {
    /** From the moment a call for keys begins. */
    static final Duration KEPT = Duration.ofSeconds(60);

    private static final int MOST = 10_000;

    private final CentralConfig config;
    private final AuthServiceClient client;
    private final Credentials credentials;
    private final AccountLists lists;
    private final InstantSource clock;
    private final AsyncCache<Question, Kept> kept;

    private record Kept(Fetched fetched, Instant until) {}

    public CentralVault(CentralConfig config, InstantSource clock) {
        this.config = config;
        this.client = new AuthServiceClient(config.deadline());
        this.credentials = new Credentials(client, config);
        this.lists = new AccountLists(client, config);
        this.clock = clock;
        this.kept =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        // Counted from the answer, which may take up to the deadline.
                        .expireAfterWrite(KEPT.minus(config.deadline()))
                        .scheduler(Scheduler.systemScheduler())
                        .executor(Runnable::run)
                        .buildAsync();
    }

    @Override
    public Opened open(Inquiry inquiry) {
        if (!(inquiry.caller().proof() instanceof Proof.Sso caller)) {
            throw new IllegalArgumentException("the central vault serves SSO identities only");
        }
        if (config.secret().isEmpty()) {
            return new Opened.Refused(Decision.Reason.VAULT_NOT_CONFIGURED);
        }
        var question =
                new Question(caller.identity().subject(), inquiry.account(), inquiry.level());
        Kept answer = answer(question, config.secret().get());
        return switch (answer.fetched()) {
            case Fetched.Refused(var reason) -> new Opened.Refused(reason);
            case Fetched.Keys keys -> judge(inquiry, caller, keys, answer.until());
        };
    }

    private Opened judge(Inquiry inquiry, Proof.Sso caller, Fetched.Keys keys, Instant until) {
        Optional<ExchangeId> exchange =
                keys.exchange().or(() -> lists.exchange(caller, inquiry.account()));
        if (exchange.isEmpty()) {
            return new Opened.Refused(Decision.Reason.VAULT_NONSENSE);
        }
        var facts =
                new AccountFacts(
                        inquiry.account(),
                        exchange.get(),
                        keys.ceiling(),
                        new Standing.Vouched(keys.level()),
                        until);
        return switch (AccessRules.decide(inquiry, facts, clock.instant())) {
            case Decision.Denied(var reason) -> new Opened.Refused(reason);
            case Decision.Allowed _ -> new Opened.Found(keys.credential(), facts);
        };
    }

    /** From memory, from a call that somebody else is making, or from one of our own. */
    private Kept answer(Question question, Secret secret) {
        var ours = new CompletableFuture<Kept>();
        CompletableFuture<Kept> theirs = kept.asMap().putIfAbsent(question, ours);
        if (theirs != null) {
            return join(theirs);
        }
        Instant until = clock.instant().plus(KEPT);
        try {
            var answer = new Kept(credentials.fetch(question, secret), until);
            if (answer.fetched() instanceof Fetched.Refused) {
                kept.asMap().remove(question, ours);
            }
            ours.complete(answer);
            return answer;
        } catch (RuntimeException e) {
            kept.asMap().remove(question, ours);
            ours.completeExceptionally(e);
            throw e;
        }
    }

    private static Kept join(CompletableFuture<Kept> call) {
        try {
            return call.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void changed(AccountId account) {
        kept.asMap().keySet().removeIf(question -> question.account().equals(account));
    }

    @Override
    public void anyMayHaveChanged() {
        kept.asMap().clear();
    }

    /** How many answers with keys are in memory; for tests. */
    int remembered() {
        kept.synchronous().cleanUp();
        return kept.asMap().size();
    }

    @Override
    public void close() {
        kept.synchronous().invalidateAll();
        client.close();
    }
}
