package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.rest.Told;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.AccountStreams.Health;
import cc.profitmaker.application.stream.AccountStreams.Part;
import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.stream.Outbox;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.AccountTick;
import cc.profitmaker.domain.stream.DataType;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts one client listens to: each account and market once, whatever it is asked for again.
 * A balance is listened to by the same rules and told as {@code data}.
 */
final class PrivateSubscriptions {
    private final String socketId;
    private final AccountStreams streams;
    private final Outbox<Outgoing> outbox;
    private final DataFrames frames;
    private final Room room;
    private final Roster<Listening> open;
    private int made;

    PrivateSubscriptions(
            String socketId,
            AccountStreams streams,
            Outbox<Outgoing> outbox,
            DataFrames frames,
            Room room) {
        this.socketId = socketId;
        this.streams = streams;
        this.outbox = outbox;
        this.frames = frames;
        this.room = room;
        this.open = new Roster<>(room);
    }

    private final class Listening implements AccountStreams.Reader {
        private final String id;
        private final Subject subject;
        private final String symbol;
        private final Outbox<Outgoing>.Slot slot = outbox.slot(DataType.Keeping.EACH);
        private Optional<AccountStreams.Subscription> subscription = Optional.empty();

        Listening(String id, Subject subject, String symbol) {
            this.id = id;
            this.subject = subject;
            this.symbol = symbol;
        }

        /** There is one before anything is heard. */
        private AccountStreams.Subscription subscription() {
            return subscription.orElseThrow();
        }

        private boolean isBalance() {
            return subject.symbol().isEmpty();
        }

        private Map<String, Boolean> capabilities() {
            Set<Part> parts = subscription().parts();
            Map<String, Boolean> capabilities = new LinkedHashMap<>();
            capabilities.put("orders", parts.contains(Part.ORDERS));
            capabilities.put("myTrades", parts.contains(Part.MY_TRADES));
            capabilities.put("positions", parts.contains(Part.POSITIONS));
            return capabilities;
        }

        void confirm() {
            String exchange = subject.venue().exchange().value();
            outbox.tell(
                    frames.write(
                            isBalance()
                                    ? new ServerFrame.Subscribed(
                                            id, exchange, symbol, "balance", null)
                                    : new ServerFrame.PrivatelySubscribed(
                                            id,
                                            subject.account().value(),
                                            exchange,
                                            symbol,
                                            capabilities(),
                                            subscription().generation())));
        }

        @Override
        public void told(AccountTick tick, Instant at) {
            slot.put(
                    frames.write(
                            new DataFrames.Private(
                                    id, subject, symbol, subscription().generation()),
                            tick,
                            at));
        }

        @Override
        public void failing(ExchangeFault why, Duration next) {
            if (isBalance()) {
                slot.interrupt(frames.write(new ServerFrame.Interrupted(id, Told.sentence(why))));
            } else {
                slot.interrupt(
                        frames.write(
                                new ServerFrame.PrivateError(
                                        id,
                                        subject.account().value(),
                                        null,
                                        Told.sentence(why),
                                        false,
                                        true,
                                        next.toMillis(),
                                        subscription().generation())));
            }
        }

        @Override
        public void alive(Health health, Optional<Instant> lastTold, Instant now) {
            if (!isBalance()) {
                outbox.tell(
                        frames.write(
                                new ServerFrame.Heartbeat(
                                        id,
                                        subscription().generation(),
                                        capabilities(),
                                        lastTold.map(Instant::toEpochMilli).orElse(null),
                                        failing(health),
                                        now.toEpochMilli())));
            }
        }

        /** Null: not known yet. */
        private static Boolean failing(Health health) {
            return switch (health) {
                case UNREAD -> null;
                case WELL -> false;
                case FAILING -> true;
            };
        }

        @Override
        public void ended(Decision.Reason why) {
            if (open.remove(id).isPresent()) {
                slot.clear();
                outbox.tell(refusal(Optional.of(id), subject, Again.NEVER, Told.sentence(why)));
            }
        }
    }

    private static boolean isSame(Listening listening, Subject subject, String symbol) {
        return listening.subject.equals(subject) && listening.symbol.equals(symbol);
    }

    /**
     * Called by one thread at a time.
     *
     * @param symbol as the client names it
     */
    void subscribe(Subject subject, String symbol) {
        Optional<Listening> known = open.find(listening -> isSame(listening, subject, symbol));
        if (known.isPresent()) {
            known.get().confirm();
        } else if (room.take()) {
            if (!join(subject, symbol)) {
                room.free();
            }
        } else {
            outbox.tell(refusal(Optional.empty(), subject, Again.NEVER, Room.FULL));
        }
    }

    private boolean join(Subject subject, String symbol) {
        var listening = new Listening(socketId + ":private:" + ++made, subject, symbol);
        Again again = Again.LATER;
        String refusal;
        try {
            switch (streams.subscribe(subject, listening)) {
                case AccountStreams.Opened.In(var subscription) -> {
                    return start(listening, subscription);
                }
                case AccountStreams.Opened.Refused(var why) -> {
                    refusal = Told.sentence(why);
                    again = Again.NEVER;
                }
                case AccountStreams.Opened.Failed(var why) -> refusal = Told.sentence(why);
            }
        } catch (Unavailable _) {
            refusal = "The vault cannot be asked just now; try again.";
        }
        outbox.tell(refusal(Optional.empty(), subject, again, refusal));
        return false;
    }

    private boolean start(Listening listening, AccountStreams.Subscription subscription) {
        listening.subscription = Optional.of(subscription);
        if (!open.add(listening.id, listening)) {
            subscription.close();
            return false;
        }
        outbox.hold(
                () -> {
                    listening.confirm();
                    subscription.start();
                });
        return true;
    }

    /** Whether asking for it again can help. */
    private enum Again {
        LATER,
        NEVER
    }

    private Outgoing refusal(Optional<String> id, Subject subject, Again again, String sentence) {
        return frames.write(
                subject.symbol().isEmpty()
                        ? id.<ServerFrame>map(known -> new ServerFrame.Interrupted(known, sentence))
                                .orElseGet(
                                        () ->
                                                new ServerFrame.Refused(
                                                        ServerFrame.SUBSCRIPTION_ERROR, sentence))
                        : new ServerFrame.PrivateError(
                                id.orElse(null),
                                subject.account().value(),
                                null,
                                sentence,
                                again == Again.NEVER,
                                null,
                                null,
                                null));
    }

    /** False when it is none of ours. */
    boolean unsubscribe(String id) {
        Optional<Listening> listening = open.remove(id);
        if (listening.isEmpty()) {
            return false;
        }
        listening.get().subscription().close();
        listening.get().slot.clear();
        outbox.tell(
                frames.write(
                        listening.get().isBalance()
                                ? new ServerFrame.Unsubscribed(id)
                                : new ServerFrame.PrivatelyUnsubscribed(id)));
        return true;
    }

    /** Ends them all; later ones end at once. */
    void close() {
        open.close().forEach(listening -> listening.subscription().close());
    }
}
