package cc.profitmaker.application.stream;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.Authentication.Recognised;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Tenure;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everybody who is connected, and by what right. Nobody stays longer than the token they came with:
 * that is asked again at every {@link #check}, on each replica for its own guests. Safe for any
 * number of threads.
 */
public final class Audience {
    /** Connections one user may have here at a time. */
    public static final int MOST_OF_ONE_USER = 20;

    private final Authentication authentication;
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final Counts counts = new Counts(MOST_OF_ONE_USER);
    private boolean wasUnsure;

    public Audience(Authentication authentication) {
        this.authentication = authentication;
    }

    /** Why somebody has to leave. */
    public enum Ending {
        /** The token has ended, was revoked, or its user is disabled. */
        TOKEN_ENDED,
        /** It cannot be told just now whether the token is still good. */
        UNSURE
    }

    /** Who is connected. */
    @FunctionalInterface
    public interface Guest {
        /** Has to leave; told once at most, must not block and must not throw. */
        void leave(Ending why);
    }

    public sealed interface Admission {
        record In(Seat seat) implements Admission {}

        /** The token matches nothing. */
        record Refused() implements Admission {}

        /** A good identity without a user here. */
        record NotInvited() implements Admission {}

        /** That user has as many connections as anybody may have. */
        record Full() implements Admission {}
    }

    /** A guest's place. */
    public final class Seat implements AutoCloseable {
        private final Tenure tenure;
        private final Guest guest;

        private Seat(Tenure tenure, Guest guest) {
            this.tenure = tenure;
            this.guest = guest;
        }

        public UserId user() {
            return tenure.user();
        }

        public Tenure tenure() {
            return tenure;
        }

        /** Gives the place up; later calls do nothing. */
        @Override
        public void close() {
            if (seats.remove(this)) {
                counts.leave(user());
            }
        }
    }

    /** Fails with {@link Unavailable}, as {@link Authentication#recognise} does. */
    public Admission admit(Secret token, Guest guest) {
        return switch (authentication.recognise(token)) {
            case Recognised.Known(var caller) -> admit(caller, guest);
            case Recognised.NotInvited _ -> new Admission.NotInvited();
            case Recognised.Refused _ -> new Admission.Refused();
        };
    }

    /** For somebody who was recognised already: {@code In} or {@code Full}. */
    public Admission admit(Caller caller, Guest guest) {
        if (!counts.enter(caller.id())) {
            return new Admission.Full();
        }
        var seat = new Seat(Tenure.of(caller), guest);
        seats.add(seat);
        return new Admission.In(seat);
    }

    /**
     * Sends away everybody whose token has ended since. For a job that runs twice a second, one run
     * at a time. When it cannot be told, guests stay until the next run and no longer.
     */
    public void check() {
        Map<Tenure, Boolean> told = new HashMap<>();
        for (Seat seat : seats) {
            try {
                if (!told.computeIfAbsent(seat.tenure, authentication::holds)) {
                    dismiss(seat, Ending.TOKEN_ENDED);
                }
            } catch (Unavailable _) {
                checkLater();
                return;
            }
        }
        wasUnsure = false;
    }

    private void checkLater() {
        if (wasUnsure) {
            seats.forEach(seat -> dismiss(seat, Ending.UNSURE));
        }
        wasUnsure = !wasUnsure;
    }

    private static void dismiss(Seat seat, Ending why) {
        seat.close();
        seat.guest.leave(why);
    }

    /** How many are connected. */
    public int size() {
        return seats.size();
    }
}
