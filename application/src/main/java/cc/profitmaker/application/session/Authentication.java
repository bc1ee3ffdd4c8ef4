package cc.profitmaker.application.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionPolicy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who presents this bearer token? Tries the kinds in the contract's order: API_TOKEN, local
 * session, single sign-on. Every call asks anew; nothing is remembered here.
 */
public final class Authentication {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Optional<ApiToken> apiToken;
    private final UserStore users;
    private final SessionStore sessions;
    private final TokenVerifier sso;
    private final InstantSource clock;

    public Authentication(
            Optional<ApiToken> apiToken,
            UserStore users,
            SessionStore sessions,
            TokenVerifier sso,
            InstantSource clock) {
        this.apiToken = apiToken;
        this.users = users;
        this.sessions = sessions;
        this.sso = sso;
        this.clock = clock;
    }

    public sealed interface Recognised {
        record Known(Caller caller) implements Recognised {}

        /** Matches nothing, has ended, or its user is disabled: clients are not told which. */
        record Refused() implements Recognised {}
    }

    public Recognised recognise(Secret token) {
        Instant now = clock.instant();
        return resume(token, now)
                .map(
                        resumption ->
                                switch (resumption) {
                                    case Resumption.Live(var caller) ->
                                            new Recognised.Known(caller);
                                    case Resumption.Ended _ -> new Recognised.Refused();
                                })
                .orElseGet(Recognised.Refused::new);
    }

    private Optional<Resumption> resume(Secret token, Instant now) {
        if (apiToken.isPresent() && apiToken.get().matches(token)) {
            return Optional.of(apiToken.get().resume(token, bootstrapUser(now)));
        }
        if (UUID_TEXT.matcher(token.reveal()).matches()) {
            return sessions.find(SessionId.of(token)).map(found -> resume(found, now));
        }
        return switch (sso.verify(token)) {
            case TokenVerifier.Verification.Verified(var identity) ->
                    users.bySsoSubject(identity.subject())
                            .map(user -> SessionPolicy.resume(identity, token, user, now));
            case TokenVerifier.Verification.Rejected _ -> Optional.empty();
        };
    }

    private Resumption resume(SessionStore.Found found, Instant now) {
        sessions.touch(found.session().id(), now);
        return SessionPolicy.resume(found.session(), found.user(), now);
    }

    private User bootstrapUser(Instant now) {
        // The id only matters the first time; name-based, so that replicas agree on it.
        var id = UUID.nameUUIDFromBytes(User.BOOTSTRAP_EMAIL.value().getBytes(UTF_8));
        return users.bootstrap(new UserId(id), now);
    }
}
