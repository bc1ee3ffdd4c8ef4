package cc.profitmaker.adapter.web.socket;

/** How many subscriptions a connection has, public and private together. */
final class Room {
    static final int MOST = 50;
    static final String FULL = "A connection has at most " + MOST + " subscriptions.";

    private int taken;

    /** One more; false when there is no room. */
    synchronized boolean take() {
        if (taken == MOST) {
            return false;
        }
        taken++;
        return true;
    }

    synchronized void free() {
        taken--;
    }
}
