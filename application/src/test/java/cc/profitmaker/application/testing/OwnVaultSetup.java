package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.application.vault.OwnVault;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.Label;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A vault of our own with two users in it, and all that is done with its accounts, over fakes. */
public final class OwnVaultSetup {
    public static final ExchangeId PAPER = new ExchangeId("paper");
    public static final Symbol ETH_SWAP = new Symbol("ETH/USDT:USDT");
    public static final Bounds FROM_20_TO_50 =
            Bounds.between(new BigDecimal("20"), new BigDecimal("50"));
    public static final Symbol BTC_SWAP = new Symbol("BTC/USDT:USDT");

    public final HandMovedClock clock = new HandMovedClock(NOON);
    public final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    public final InMemoryIdentities identities = new InMemoryIdentities(audit);
    public final RecordedChanges changes = new RecordedChanges();
    public final InMemoryAccountStore store = new InMemoryAccountStore(identities, audit, changes);
    public final PlainKeySealing sealing = new PlainKeySealing();
    public final ScriptedExchange exchange =
            new ScriptedExchange(
                    List.of(
                            Fixtures.spotMarket(BTC_USDT),
                            Fixtures.spotMarket(new Symbol("ETH/USDT")),
                            Fixtures.spotMarket(new Symbol("ETH/EUR")),
                            Fixtures.swapMarket(BTC_SWAP),
                            Fixtures.withLeverage(Fixtures.swapMarket(ETH_SWAP), FROM_20_TO_50)));
    public final Accounts accounts =
            new Accounts(
                    store,
                    sealing,
                    new KeyChecks(exchange),
                    new Accounts.Sources(clock, UUID::randomUUID));
    public final Grants grants;
    public final OwnVault vault = new OwnVault(store, sealing, clock);
    public final Gatekeeper gatekeeper;
    public final InMemoryHaltStore halts = new InMemoryHaltStore(audit);
    public final InMemoryOrderJournal journal = new InMemoryOrderJournal(audit, store, halts);
    public final Trading trading;
    public final Leverages leverages;
    public final User annsUser = Fixtures.user("ann@example.org");
    public final User bobsUser = Fixtures.user("bob@example.org");
    public final Caller ann;
    public final Caller bob;

    /** {@code guesses}: how often a grantee may be named who is not there. */
    public OwnVaultSetup(int guesses) {
        identities.put(annsUser, Optional.empty());
        identities.put(bobsUser, Optional.empty());
        ann = Callers.of(annsUser);
        bob = Callers.of(bobsUser);
        grants = new Grants(store, new CountingGuesses(guesses), clock, UUID::randomUUID);
        gatekeeper = Gatekeepers.with(vault, audit);
        trading =
                new Trading(
                        exchange,
                        gatekeeper,
                        new Trading.Records(journal, audit),
                        Fixtures.sources(clock));
        leverages = new Leverages(exchange, gatekeeper, audit, clock);
    }

    public OwnVaultSetup() {
        this(100);
    }

    public static Accounts.NewAccount paper(String key) {
        return new Accounts.NewAccount(
                PAPER,
                new Label("main"),
                AccessLevel.TRADE,
                Map.of(KeySlot.MAIN, Fixtures.credential(key)),
                KeyChecks.FundsOut.REFUSED);
    }

    /** Of ann's. */
    public AccountId added(Accounts.NewAccount account) {
        return switch (accounts.add(ann, account)) {
            case Accounts.Saved.Done(var seen) -> seen.account().id();
            case Accounts.Saved other -> throw new AssertionError(other);
        };
    }

    public AccountId added() {
        return added(paper("ann's key of paper"));
    }

    /** To bob, by ann. */
    public void share(
            AccountId account, AccessLevel level, GrantLimits limits, Optional<Instant> end) {
        var giving =
                grants.give(
                        ann,
                        account,
                        new Grants.Grantee.ById(bob.id()),
                        new Grants.Terms(level, limits, end));
        if (!(giving instanceof Grants.Giving.Given)) {
            throw new AssertionError(giving);
        }
    }

    /** Ann's grants, in the order they were given. */
    public List<GrantId> grantsOf(AccountId account) {
        return store.grants(account, ann.id()).orElseThrow().stream()
                .map(given -> given.grant().id())
                .toList();
    }
}
