package cc.profitmaker.application.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.Tenure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final SingleSignOn sso;
    private final InstantSource clock;

    public Authentication(
            Optional<ApiToken> apiToken,
            UserStore users,
            SessionStore sessions,
            SingleSignOn sso,
            InstantSource clock) {
        this.apiToken = apiToken;
        this.users = users;
        this.sessions = sessions;
        this.sso = sso;
        this.clock = clock;
    }

    /**
     * The third kind of token.
     *
     * @param uuids random ones, for the users it makes
     */
    public record SingleSignOn(
            TokenVerifier verifier, Binding.Newcomers newcomers, Supplier<UUID> uuids) {

        /** Every token is rejected. */
        public static SingleSignOn off() {
            return new SingleSignOn(
                    TokenVerifier.off(),
                    Binding.Newcomers.REFUSED,
                    () -> {
                        throw new IllegalStateException("nobody new comes in");
                    });
        }
    }

    public sealed interface Recognised {
        record Known(Caller caller) implements Recognised {}

        /**
         * A good single sign-on token of somebody who has no user here and gets none: the one
         * refusal clients are told, so that they can say whom to ask.
         */
        record NotInvited() implements Recognised {}

        /** Matches nothing, has ended, or its user is disabled: clients are not told which. */
        record Refused() implements Recognised {}
    }

    public Recognised recognise(Secret token) {
        Instant now = clock.instant();
        if (apiToken.isPresent() && apiToken.get().matches(token)) {
            return told(apiToken.get().resume(token, bootstrapUser(now)));
        }
        if (UUID_TEXT.matcher(token.reveal()).matches()) {
            return sessions.find(SessionId.of(token))
                    .map(found -> resume(found, now))
                    .orElseGet(Recognised.Refused::new);
        }
        return switch (sso.verifier().verify(token)) {
            case TokenVerifier.Verification.Verified(var identity) -> resume(identity, token, now);
            case TokenVerifier.Verification.Rejected _ -> new Recognised.Refused();
        };
    }

    /** Whether who was let in once may still be here; asked for everybody who stays. */
    public boolean holds(Tenure tenure) {
        if (!clock.instant().isBefore(tenure.until())) {
            return false;
        }
        Optional<User> now =
                switch (tenure) {
                    case Tenure.ByApiToken(var user) ->
                            users.byId(user).map(UserStore.Account::user);
                    case Tenure.BySession(_, var session, _) ->
                            sessions.find(session).map(SessionStore.Found::user);
                    case Tenure.BySso(_, var subject, _) -> users.bySsoSubject(subject);
                };
        return now.filter(tenure::isOf).isPresent();
    }

    private Recognised resume(SessionStore.Found found, Instant now) {
        sessions.touch(found.session().id(), now);
        return told(SessionPolicy.resume(found.session(), found.user(), now));
    }

    private Recognised resume(SsoIdentity identity, Secret token, Instant now) {
        // A token that has ended binds nobody, however lenient its verifier is about clocks.
        if (!now.isBefore(identity.expiresAt())) {
            return new Recognised.Refused();
        }
        Optional<User> known = users.bySsoSubject(identity.subject());
        Binding binding =
                known.isPresent()
                        ? new Binding.Bound(known.get())
                        : users.bind(identity, sso.newcomers(), new UserId(sso.uuids().get()), now);
        return switch (binding) {
            case Binding.Bound(var user) -> told(SessionPolicy.resume(identity, token, user, now));
            case Binding.Adopted(var user) ->
                    told(SessionPolicy.resume(identity, token, user, now));
            case Binding.Provisioned(var user) ->
                    told(SessionPolicy.resume(identity, token, user, now));
            case Binding.Refused(var reason) -> refused(reason);
        };
    }

    private static Recognised refused(Binding.Reason reason) {
        return switch (reason) {
            case NOT_INVITED -> new Recognised.NotInvited();
            case EMAIL_BOUND_ELSEWHERE, EMAIL_RESERVED, OPERATOR, DISABLED ->
                    new Recognised.Refused();
        };
    }

    private static Recognised told(Resumption resumption) {
        return switch (resumption) {
            case Resumption.Live(var caller) -> new Recognised.Known(caller);
            case Resumption.Ended _ -> new Recognised.Refused();
        };
    }

    private User bootstrapUser(Instant now) {
        // The id only matters the first time; name-based, so that replicas agree on it.
        var id = UUID.nameUUIDFromBytes(User.BOOTSTRAP_EMAIL.value().getBytes(UTF_8));
        return users.bootstrap(new UserId(id), now);
    }
}
