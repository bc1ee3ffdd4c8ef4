package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccountId;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers what it was told, in order. */
public final class RecordedChanges implements AccessChanges {
    private final List<AccountId> told = new CopyOnWriteArrayList<>();
    private final AtomicLong unknown = new AtomicLong();

    @Override
    public void changed(AccountId account) {
        told.add(account);
    }

    @Override
    public void anyMayHaveChanged() {
        unknown.incrementAndGet();
    }

    public List<AccountId> told() {
        return List.copyOf(told);
    }

    /** How often it was told that anything may have changed. */
    public long unknown() {
        return unknown.get();
    }
}
