package cc.profitmaker.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.NewPassword;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * bcrypt of cost 12 on half of the processors, with a queue of about two seconds. Reads {@code
 * $2a$}, {@code $2b$} and {@code $2y$} hashes of cost 12 or less, writes {@code $2b$}.
 */
public final class BcryptPasswordHash implements PasswordHash, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BcryptPasswordHash.class);

    /** A hash takes about a quarter of a second. */
    private static final int WAITING_PER_THREAD = 7;

    private static final int AHEAD_PER_THREAD = 4;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final BcryptFunction bcrypt = BcryptFunction.getInstance(Bcrypt.B, BcryptText.COST);
    private final Line ahead;
    private final Line inLine;
    private final ExecutorService pool;

    /** With half of this machine's processors, at least one. */
    public BcryptPasswordHash() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    BcryptPasswordHash(int threads) {
        ahead = new Line(threads * AHEAD_PER_THREAD);
        inLine = new Line(threads * (1 + WAITING_PER_THREAD));
        pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("bcrypt-", 0).factory());
    }

    @Override
    public Hashed hash(NewPassword password) {
        byte[] bytes = password.secret().reveal().getBytes(UTF_8);
        return inTurn(Place.IN_LINE, () -> bcrypt.hash(bytes).getResult())
                .<Hashed>map(text -> new Hashed.Done(new Hash(text)))
                .orElseGet(() -> new Hashed.Busy(RETRY_AFTER));
    }

    @Override
    public Verdict verify(Secret attempt, Optional<Hash> hash, Place place) {
        byte[] bytes = attempt.reveal().getBytes(UTF_8);
        Optional<BcryptText> stored = hash.flatMap(BcryptPasswordHash::readable);
        if (stored.isEmpty() || !canBeAPassword(bytes)) {
            return inTurn(place, () -> BcryptText.NOBODYS.matches(BcryptText.NOT_A_PASSWORD))
                    .map(_ -> Verdict.DIFFERS)
                    .orElse(Verdict.BUSY);
        }
        return inTurn(place, () -> stored.get().matches(bytes))
                .map(matches -> matches ? Verdict.MATCHES : Verdict.DIFFERS)
                .orElse(Verdict.BUSY);
    }

    private static Optional<BcryptText> readable(Hash stored) {
        Optional<BcryptText> text = BcryptText.parse(stored.value());
        if (text.isEmpty()) {
            LOG.error(
                    "A stored password hash is not bcrypt or dearer than ours; its user needs a new one");
        }
        return text;
    }

    private static boolean canBeAPassword(byte[] bytes) {
        if (bytes.length > NewPassword.MAX_BYTES) {
            return false;
        }
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whoever waits, or is served, has a place; there are so many and no more. */
    private record Line(Semaphore places, Queue<FutureTask<?>> waiting) {
        Line(int places) {
            this(new Semaphore(places), new ConcurrentLinkedQueue<>());
        }
    }

    /** Empty when the line is full, or closed, or the calling thread is interrupted meanwhile. */
    private <T> Optional<T> inTurn(Place place, Callable<T> work) {
        Line line =
                switch (place) {
                    case AHEAD -> ahead;
                    case IN_LINE -> inLine;
                };
        if (!line.places().tryAcquire()) {
            return Optional.empty();
        }
        var turn = new FutureTask<>(work);
        line.waiting().add(turn);
        try {
            // One run for each that waits, though not always for the one that asked for it.
            pool.execute(this::next);
            return Optional.of(turn.get());
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            turn.cancel(false);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("bcrypt failed", e.getCause());
        } finally {
            line.waiting().remove(turn);
            line.places().release();
        }
    }

    private void next() {
        FutureTask<?> first = ahead.waiting().poll();
        FutureTask<?> turn = first == null ? inLine.waiting().poll() : first;
        if (turn != null) {
            turn.run();
        }
    }

    /** Lets the hashes that were promised finish; later calls are told that it is busy. */
    @Override
    public void close() {
        pool.close();
    }
}
