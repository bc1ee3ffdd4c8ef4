package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditEvent.AccountChanged.Ceilings;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.KeySuffix;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.SealedCredential;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The exchange keys that local users keep in this server's vault. A key is checked at its exchange
 * before it is stored, sealed here, and never shown again. Single sign-on identities have theirs in
 * the central vault: see {@link CentralAccounts}.
 */
public final class Accounts {
    private final AccountStore store;
    private final KeySealing sealing;
    private final KeyChecks checks;
    private final Sources sources;

    /** Time, and random (version 4) UUIDs from a cryptographic source. */
    public record Sources(InstantSource clock, Supplier<UUID> uuids) {}

    public Accounts(AccountStore store, KeySealing sealing, KeyChecks checks, Sources sources) {
        this.store = store;
        this.sealing = sealing;
        this.checks = checks;
        this.sources = sources;
    }

    /**
     * An account as its owner wants it.
     *
     * @param keys always a main one
     */
    public record NewAccount(
            ExchangeId exchange,
            Label label,
            AccessLevel ceiling,
            Map<KeySlot, ApiCredential> keys,
            KeyChecks.FundsOut fundsOut) {
        public NewAccount {
            requireNonNull(exchange);
            requireNonNull(label);
            requireNonNull(ceiling);
            requireNonNull(fundsOut);
            keys = Map.copyOf(keys);
            if (!keys.containsKey(KeySlot.MAIN)) {
                throw new IllegalArgumentException("an account has a main key");
            }
        }
    }

    /** What is to be different; what is empty stays. */
    public record Wish(
            Optional<Label> label,
            Optional<AccessLevel> ceiling,
            Map<KeySlot, ApiCredential> keys,
            KeyChecks.FundsOut fundsOut) {
        public Wish {
            requireNonNull(label);
            requireNonNull(ceiling);
            requireNonNull(fundsOut);
            keys = Map.copyOf(keys);
        }
    }

    public sealed interface Saved {
        record Done(AccountStore.Seen account) implements Saved {}

        record NoSuchAccount() implements Saved {}

        /** The caller may use it and does not own it. */
        record NotTheOwner() implements Saved {}

        /** The exchange says that the key can take funds out, and the owner did not insist. */
        record TakesFundsOut() implements Saved {}

        /** The exchange does not know the key, or could not be asked. */
        record Failed(ExchangeFault fault) implements Saved {}

        /** Somebody else changed it in between. */
        record Stale() implements Saved {}
    }

    public enum Removal {
        REMOVED,
        NO_SUCH_ACCOUNT,
        NOT_THE_OWNER
    }

    /** Own ones and those shared with the caller by a grant that is live, by age. */
    public List<AccountStore.Seen> list(Caller caller) {
        Instant now = sources.clock().instant();
        return store.of(caller.id()).stream().filter(seen -> isLive(seen.standing(), now)).toList();
    }

    public Saved add(Caller caller, NewAccount wish) {
        return checked(
                caller,
                wish.exchange(),
                wish.keys(),
                wish.fundsOut(),
                report -> add(caller, wish, report));
    }

    private Saved add(Caller caller, NewAccount wish, KeyReport report) {
        Instant now = sources.clock().instant();
        Map<KeySlot, Long> versions = new EnumMap<>(KeySlot.class);
        wish.keys().keySet().forEach(slot -> versions.put(slot, 1L));
        ApiCredential main = wish.keys().get(KeySlot.MAIN);
        var account =
                new Account(
                        AccountId.own(sources.uuids().get()),
                        caller.id(),
                        wish.exchange(),
                        wish.label(),
                        wish.ceiling(),
                        versions,
                        KeySuffix.of(main),
                        report,
                        now);
        store.add(
                change(account, wish.keys()),
                new AuditEvent.AccountAdded(caller.id(), account.id(), wish.exchange(), report),
                now);
        return new Saved.Done(new AccountStore.Seen(account, new Standing.Owner()));
    }

    public Saved change(Caller caller, AccountId id, Wish wish) {
        return owned(
                caller,
                id,
                new Saved.NoSuchAccount(),
                new Saved.NotTheOwner(),
                before ->
                        wish.keys().isEmpty()
                                ? change(caller, before, wish, before.report())
                                : checked(
                                        caller,
                                        before.exchange(),
                                        wish.keys(),
                                        wish.fundsOut(),
                                        report -> change(caller, before, wish, report)));
    }

    /** The report that is kept is of the main key. */
    private Saved change(Caller caller, Account before, Wish wish, KeyReport report) {
        Optional<ApiCredential> main = Optional.ofNullable(wish.keys().get(KeySlot.MAIN));
        Map<KeySlot, Long> versions = new HashMap<>(before.versions());
        wish.keys().keySet().forEach(slot -> versions.merge(slot, 1L, Long::sum));
        var after =
                new Account(
                        before.id(),
                        before.owner(),
                        before.exchange(),
                        wish.label().orElse(before.label()),
                        wish.ceiling().orElse(before.ceiling()),
                        versions,
                        main.map(KeySuffix::of).orElse(before.suffix()),
                        main.isPresent() ? report : before.report(),
                        before.createdAt());
        boolean saved =
                store.change(
                        before,
                        change(after, wish.keys()),
                        new AuditEvent.AccountChanged(
                                caller.id(),
                                before.id(),
                                wish.keys().keySet(),
                                new Ceilings(before.ceiling(), after.ceiling()),
                                report),
                        sources.clock().instant());
        return saved
                ? new Saved.Done(new AccountStore.Seen(after, new Standing.Owner()))
                : new Saved.Stale();
    }

    public Removal remove(Caller caller, AccountId id) {
        return owned(
                caller,
                id,
                Removal.NO_SUCH_ACCOUNT,
                Removal.NOT_THE_OWNER,
                account ->
                        store.remove(
                                        id,
                                        caller.id(),
                                        new AuditEvent.AccountRemoved(caller.id(), id),
                                        sources.clock().instant())
                                ? Removal.REMOVED
                                : Removal.NO_SUCH_ACCOUNT);
    }

    private AccountStore.Change change(Account account, Map<KeySlot, ApiCredential> keys) {
        Map<KeySlot, SealedCredential> sealed = new HashMap<>();
        keys.forEach(
                (slot, credential) ->
                        sealed.put(slot, sealing.seal(credential, account.sealedFor(slot))));
        return new AccountStore.Change(
                account,
                sealed,
                Optional.ofNullable(keys.get(KeySlot.MAIN)).map(ApiCredential::fingerprint));
    }

    /** Every key is asked about; the report handed on is the main one's, or else the only one's. */
    private Saved checked(
            Caller caller,
            ExchangeId exchange,
            Map<KeySlot, ApiCredential> keys,
            KeyChecks.FundsOut fundsOut,
            Function<KeyReport, Saved> save) {
        KeyReport told = KeyReport.SILENT;
        for (KeySlot slot : KeySlot.values()) {
            ApiCredential credential = keys.get(slot);
            if (credential == null) {
                continue;
            }
            switch (checks.check(caller, exchange, credential, fundsOut)) {
                case KeyChecks.Checked.TakesFundsOut _ -> {
                    return new Saved.TakesFundsOut();
                }
                case KeyChecks.Checked.Asked(Reply.Failed<KeyReport>(var fault)) -> {
                    return new Saved.Failed(fault);
                }
                case KeyChecks.Checked.Asked(Reply.Answered<KeyReport>(var report)) ->
                        told = slot == KeySlot.MAIN || keys.size() == 1 ? report : told;
            }
        }
        return save.apply(told);
    }

    /** What is only the owner's to do; whoever has no live grant is not told that it exists. */
    private <T> T owned(
            Caller caller, AccountId id, T unknown, T notTheOwner, Function<Account, T> then) {
        return store.see(id, caller.id())
                .filter(seen -> isLive(seen.standing(), sources.clock().instant()))
                .map(
                        seen ->
                                seen.standing() instanceof Standing.Owner
                                        ? then.apply(seen.account())
                                        : notTheOwner)
                .orElse(unknown);
    }

    private static boolean isLive(Standing standing, Instant now) {
        return !(standing instanceof Standing.Grantee(var grant)) || grant.isLive(now);
    }
}
