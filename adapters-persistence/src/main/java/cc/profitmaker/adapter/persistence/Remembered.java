package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.SessionId;

/**
 * All that one replica keeps in memory of sessions and users. Users are filed under what a token
 * names them by: the bootstrap user's address, or a single sign-on subject.
 */
record Remembered(
        Freshness freshness,
        LiveCache<SessionId, SessionStore.Found> sessions,
        LiveCache<String, User> users) {
    private static final int SESSIONS = 20_000;
    private static final int USERS = 5_000;

    static Remembered nothing() {
        var freshness = new Freshness();
        return new Remembered(
                freshness, new LiveCache<>(freshness, SESSIONS), new LiveCache<>(freshness, USERS));
    }

    void forget(SessionId id) {
        sessions.evict(id);
    }

    void forget(UserId id) {
        sessions.evictIf(found -> found.user().id().equals(id));
        users.evictIf(user -> user.id().equals(id));
    }

    void forgetAll() {
        sessions.clear();
        users.clear();
    }
}
