package cc.profitmaker.application.trading;

import cc.profitmaker.domain.identity.UserId;

import java.util.Optional;

/**
 * Whose part of what an exchange lets this server send a call takes: exchanges count the calls of
 * an address, so all users share them, and share fairly. Bound around every call of an
 * authenticated user, on the thread that serves it; what the server does by itself has a part of
 * its own.
 */
public final class Share {
    private static final ScopedValue<UserId> USER = ScopedValue.newInstance();

    private Share() {}

    /** Runs {@code call} as that user's. */
    public static <T, X extends Throwable> T of(
            UserId user, ScopedValue.CallableOp<? extends T, X> call) throws X {
        return ScopedValue.where(USER, user).call(call);
    }

    /** Runs the task as what was {@link #current} elsewhere, on a thread that has none. */
    public static void as(Optional<UserId> whose, Runnable task) {
        whose.ifPresentOrElse(user -> ScopedValue.where(USER, user).run(task), task);
    }

    /** Empty: nobody's. */
    public static Optional<UserId> current() {
        return USER.isBound() ? Optional.of(USER.get()) : Optional.empty();
    }
}
