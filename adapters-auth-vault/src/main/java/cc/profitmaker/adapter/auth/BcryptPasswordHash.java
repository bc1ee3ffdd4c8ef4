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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * bcrypt of cost 12 on half of the processors, with a queue of about two seconds. Reads {@code
 * $2a$}, {@code $2b$} and {@code $2y$} hashes of cost 12 or less, writes {@code $2b$}.
 */
public final class BcryptPasswordHash implements PasswordHash, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BcryptPasswordHash.class);

    /** A hash takes about a quarter of a second. */
    private static final int WAITING_PER_THREAD = 7;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final BcryptFunction bcrypt = BcryptFunction.getInstance(Bcrypt.B, BcryptText.COST);
    private final ThreadPoolExecutor pool;

    /** With half of this machine's processors, at least one. */
    public BcryptPasswordHash() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    BcryptPasswordHash(int threads) {
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                        Thread.ofPlatform().daemon().name("bcrypt-", 0).factory());
    }

    @Override
    public Hashed hash(NewPassword password) {
        byte[] bytes = password.secret().reveal().getBytes(UTF_8);
        return inTurn(() -> bcrypt.hash(bytes).getResult())
                .<Hashed>map(text -> new Hashed.Done(new Hash(text)))
                .orElseGet(() -> new Hashed.Busy(RETRY_AFTER));
    }

    @Override
    public Verdict verify(Secret attempt, Optional<Hash> hash) {
        byte[] bytes = attempt.reveal().getBytes(UTF_8);
        Optional<BcryptText> stored = hash.flatMap(BcryptPasswordHash::readable);
        if (stored.isEmpty() || !canBeAPassword(bytes)) {
            return inTurn(() -> BcryptText.NOBODYS.matches(BcryptText.NOT_A_PASSWORD))
                    .map(_ -> Verdict.DIFFERS)
                    .orElse(Verdict.BUSY);
        }
        return inTurn(() -> stored.get().matches(bytes))
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

    /** Empty when the queue is full, or closed, or the calling thread is interrupted meanwhile. */
    private <T> Optional<T> inTurn(Callable<T> work) {
        Future<T> turn;
        try {
            turn = pool.submit(work);
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(turn.get());
        } catch (InterruptedException _) {
            turn.cancel(false);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("bcrypt failed", e.getCause());
        }
    }

    /** Lets the hashes that were promised finish; later calls are told that it is busy. */
    @Override
    public void close() {
        pool.close();
    }
}
