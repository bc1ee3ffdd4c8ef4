package cc.profitmaker.adapter.web.socket;

/**
 * A WebSocket that a polling client has opened beside, to see whether it carries, and then to go
 * over to it. Until it has, whatever goes wrong here leaves the session as it is.
 */
final class EngineIoProbe implements EngineIoSocket.Owner {
    private final EngineIoSession session;
    private volatile Stage stage = Stage.OPENED;
    private volatile EngineIoSocket socket;

    private enum Stage {
        OPENED,
        PROBED,
        UPGRADED
    }

    EngineIoProbe(EngineIoSession session) {
        this.session = session;
    }

    @Override
    public void opened(EngineIoSocket carrier) {
        socket = carrier;
        if (!session.isAnswered()) {
            carrier.abandon();
        }
    }

    @Override
    public EngineIoPeer.Sense take(String packet, Runnable next) {
        return switch (stage) {
            case OPENED -> probed(packet, next);
            case PROBED -> upgraded(packet, next);
            case UPGRADED -> session.take(packet, next);
        };
    }

    private EngineIoPeer.Sense probed(String packet, Runnable next) {
        if (!packet.equals("2probe")) {
            return EngineIoPeer.Sense.NONE;
        }
        stage = Stage.PROBED;
        socket.send(new EngineIoPacket(EngineIoPacket.PROBED.text(), next));
        hurry(true);
        if (!session.upgrade().isOf(this)) {
            hurry(false);
            socket.abandon();
        }
        return EngineIoPeer.Sense.MADE;
    }

    private EngineIoPeer.Sense upgraded(String packet, Runnable next) {
        if (!packet.equals("5")) {
            return EngineIoPeer.Sense.NONE;
        }
        // First: a socket that is lost from now on takes the session along.
        stage = Stage.UPGRADED;
        if (!session.goOver(this, socket)) {
            abandon();
        }
        next.run();
        return EngineIoPeer.Sense.MADE;
    }

    private void hurry(boolean on) {
        session.polling().ifPresent(polling -> polling.hurry(on));
    }

    private void giveUp() {
        if (session.upgrade().giveUp(this)) {
            hurry(false);
        }
    }

    /** Gives up what is not done yet. */
    void abandon() {
        giveUp();
        EngineIoSocket carrier = socket;
        if (carrier != null) {
            carrier.abandon();
        }
    }

    @Override
    public void lost() {
        if (stage == Stage.UPGRADED) {
            session.drop();
        } else {
            giveUp();
        }
    }
}
