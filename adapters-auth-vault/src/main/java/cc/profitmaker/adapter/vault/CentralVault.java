package cc.profitmaker.adapter.vault;

import cc.profitmaker.adapter.vault.AccountLists.Told;
import cc.profitmaker.adapter.vault.Credentials.Fetched;
import cc.profitmaker.adapter.vault.Credentials.Question;
import cc.profitmaker.adapter.vault.SharedCalls.Keeping;
import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.AccountFacts;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The auth service's vault. Keys are kept in memory for at most 60 s, for the same subject, account
 * and level only; refusals are not kept, and callers who want the same at once share one call.
 */
public final class CentralVault implements CredentialVault, AccessChanges, AutoCloseable {
    /** From the moment a call for keys begins. */
    static final Duration KEPT = Duration.ofSeconds(60);

    private final CentralConfig config;
    private final Credentials credentials;
    private final AccountLists lists;
    private final InstantSource clock;
    private final SharedCalls<Question, Kept> kept;

    private record Kept(Fetched fetched, Instant until) {}

    public CentralVault(CentralConfig config, InstantSource clock) {
        // Counted from the answer, which may take up to the deadline.
        this(config, clock, Keeping.of(KEPT.minus(config.deadline())));
    }

    CentralVault(CentralConfig config, InstantSource clock, Keeping keeping) {
        var client = new AuthServiceClient(config.deadline());
        this.config = config;
        this.credentials = new Credentials(client, config);
        this.lists = new AccountLists(client, config, keeping);
        this.clock = clock;
        this.kept = new SharedCalls<>(keeping, answer -> answer.fetched() instanceof Fetched.Keys);
    }

    @Override
    public Opened open(Inquiry inquiry) {
        String subject =
                inquiry.asker()
                        .subject()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the central vault serves SSO identities only"));
        if (config.secret().isEmpty()) {
            return new Opened.Refused(Decision.Reason.VAULT_NOT_CONFIGURED);
        }
        AccountId account = inquiry.account();
        Optional<Proof.Sso> caller = caller(inquiry.asker());
        if (caller.flatMap(present -> lists.known(present, account))
                .filter(at -> !at.equals(inquiry.exchange()))
                .isPresent()) {
            return new Opened.Refused(Decision.Reason.EXCHANGE_MISMATCH);
        }
        var deadline = Deadline.in(config.deadline());
        var question = new Question(subject, account, inquiry.level());
        Kept answer = answer(question, config.secret().get(), deadline);
        return switch (answer.fetched()) {
            case Fetched.Refused(var reason) -> new Opened.Refused(reason);
            case Fetched.Keys keys ->
                    switch (exchange(inquiry, caller, keys, deadline)) {
                        case Told.Untold(var reason) -> new Opened.Refused(reason);
                        case Told.At(var exchange) ->
                                judge(inquiry, keys, exchange, answer.until());
                    };
        };
    }

    private static Optional<Proof.Sso> caller(Asker asker) {
        return asker instanceof Asker.Present(var caller)
                        && caller.proof() instanceof Proof.Sso proof
                ? Optional.of(proof)
                : Optional.empty();
    }

    /**
     * Nobody can ask for the list of somebody who is away; their order went to that exchange with
     * this account when they were here, and was checked then.
     */
    private Told exchange(
            Inquiry inquiry, Optional<Proof.Sso> caller, Fetched.Keys keys, Deadline deadline) {
        return keys.exchange()
                .<Told>map(Told.At::new)
                .orElseGet(
                        () ->
                                caller.map(
                                                present ->
                                                        lists.ask(
                                                                present,
                                                                inquiry.account(),
                                                                deadline))
                                        .orElseGet(() -> new Told.At(inquiry.exchange())));
    }

    private Opened judge(Inquiry inquiry, Fetched.Keys keys, ExchangeId exchange, Instant until) {
        var facts =
                new AccountFacts(
                        inquiry.account(),
                        exchange,
                        keys.ceiling(),
                        new Standing.Vouched(keys.level()),
                        until);
        return switch (AccessRules.decide(inquiry, facts, clock.instant())) {
            case Decision.Denied(var reason) -> new Opened.Refused(reason);
            case Decision.Allowed _ -> new Opened.Found(keys.credential(), facts);
        };
    }

    /** Memory goes by time that passes while we run; the end of a key is an instant. */
    private Kept answer(Question question, Secret secret, Deadline deadline) {
        Kept answer = ask(question, secret, deadline);
        if (answer.until().isAfter(clock.instant())) {
            return answer;
        }
        kept.forget(question, answer);
        return ask(question, secret, deadline);
    }

    private Kept ask(Question question, Secret secret, Deadline deadline) {
        return kept.get(question, () -> fetch(question, secret), deadline).answer();
    }

    private CompletableFuture<Kept> fetch(Question question, Secret secret) {
        Instant until = clock.instant().plus(KEPT);
        return credentials.fetch(question, secret).thenApply(answer -> new Kept(answer, until));
    }

    @Override
    public void changed(AccountId account) {
        kept.forgetIf((question, _) -> question.account().equals(account));
        lists.changed(account);
    }

    @Override
    public void anyMayHaveChanged() {
        kept.forgetAll();
        lists.anyMayHaveChanged();
    }

    /** How many answers with keys are in memory; for tests. */
    int remembered() {
        return kept.size();
    }

    @Override
    public void close() {
        anyMayHaveChanged();
    }
}
