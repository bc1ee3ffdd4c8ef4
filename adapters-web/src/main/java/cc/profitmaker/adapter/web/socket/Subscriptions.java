package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.rest.Told;
import cc.profitmaker.application.stream.Outbox;
import cc.profitmaker.application.stream.Streams;
import cc.profitmaker.application.stream.Update;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Topic;

import java.util.Optional;

/**
 * What one client listens to. An id that is not in here is nobody's, as far as this client can
 * tell.
 */
final class Subscriptions {
    private final String socketId;
    private final Streams streams;
    private final Outbox<Outgoing> outbox;
    private final DataFrames frames;
    private final Room room;
    private final Roster<Listening> open;

    Subscriptions(
            String socketId,
            Streams streams,
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

    /** One topic as one client hears it. */
    private static final class Listening implements Streams.Reader {
        private final String id;
        private final Topic topic;
        private final Outbox<Outgoing>.Slot slot;
        private final DataFrames frames;
        private final byte[] head;
        private Optional<Streams.Subscription> subscription = Optional.empty();

        Listening(String id, Topic topic, Outbox<Outgoing>.Slot slot, DataFrames frames) {
            this.id = id;
            this.topic = topic;
            this.slot = slot;
            this.frames = frames;
            this.head = frames.head(id, topic);
        }

        @Override
        public void update(Update update) {
            slot.put(frames.data(head, update));
        }

        @Override
        public void interrupted(ExchangeFault why) {
            slot.interrupt(frames.write(new ServerFrame.Interrupted(id, Told.sentence(why))));
        }

        void end() {
            subscription.ifPresent(Streams.Subscription::close);
            slot.clear();
        }
    }

    private String id(Topic topic) {
        return String.join(
                        ":",
                        socketId,
                        topic.venue().exchange().value(),
                        topic.symbol().value(),
                        topic.type().wire())
                + topic.timeframe().map(frame -> ":" + frame.value()).orElse("");
    }

    /** Called by one thread at a time. */
    void subscribe(Topic topic) {
        String id = id(topic);
        Optional<Listening> known = open.find(id);
        if (known.isPresent()) {
            if (known.get().topic.equals(topic)) {
                confirm(known.get());
            } else {
                refuse("You listen to that symbol in another market; unsubscribe first.");
            }
            return;
        }
        if (!room.take()) {
            refuse(Room.FULL);
        } else if (!join(id, topic)) {
            room.free();
        }
    }

    private boolean join(String id, Topic topic) {
        var listening = new Listening(id, topic, outbox.slot(topic.type().keeping()), frames);
        return switch (streams.subscribe(topic, listening)) {
            case Reply.Failed<Streams.Subscription>(var why) -> {
                refuse(Told.sentence(why));
                yield false;
            }
            case Reply.Answered<Streams.Subscription>(var subscription) ->
                    start(listening, subscription);
        };
    }

    private boolean start(Listening listening, Streams.Subscription subscription) {
        listening.subscription = Optional.of(subscription);
        if (!open.add(listening.id, listening)) {
            subscription.close();
            return false;
        }
        // Whoever hears that they are subscribed misses nothing from then on.
        outbox.hold(
                () -> {
                    confirm(listening);
                    subscription.start();
                });
        return true;
    }

    private void confirm(Listening listening) {
        Topic topic = listening.topic;
        outbox.tell(
                frames.write(
                        new ServerFrame.Subscribed(
                                listening.id,
                                topic.venue().exchange().value(),
                                topic.symbol().value(),
                                topic.type().wire(),
                                topic.timeframe().map(Object::toString).orElse(null))));
    }

    /** False when it is none of ours. */
    boolean unsubscribe(String id) {
        Optional<Listening> listening = open.remove(id);
        if (listening.isEmpty()) {
            return false;
        }
        listening.get().end();
        outbox.tell(frames.write(new ServerFrame.Unsubscribed(id)));
        return true;
    }

    private void refuse(String sentence) {
        outbox.tell(
                frames.write(new ServerFrame.Refused(ServerFrame.SUBSCRIPTION_ERROR, sentence)));
    }

    /** Ends them all; later ones end at once. */
    void close() {
        open.close().forEach(Listening::end);
    }
}
