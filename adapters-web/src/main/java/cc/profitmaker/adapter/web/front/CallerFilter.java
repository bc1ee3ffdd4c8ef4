package cc.profitmaker.adapter.web.front;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.Authentication.Recognised;
import cc.profitmaker.application.session.RefusedTokens;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.credential.Secret;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.Optional;

/**
 * Lets nothing through without a good bearer token but {@link OpenRoutes}. It stands before the
 * router and compares the path as it was sent: a path it does not know by heart needs a token,
 * whether or not it is a route, so a new route is closed until it is put on the list.
 */
final class CallerFilter extends Handler.Wrapper {
    private static final String METRICS = "/metrics";

    private final Authentication authentication;
    private final RefusedTokens refusedTokens;
    private final Problems problems;
    private final Incidents incidents;

    CallerFilter(
            Authentication authentication,
            RefusedTokens refusedTokens,
            Problems problems,
            Incidents incidents) {
        this.authentication = authentication;
        this.refusedTokens = refusedTokens;
        this.problems = problems;
        this.incidents = incidents;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Call call = Call.of(request);
        if (!isOpen(request, call)) {
            Optional<Problem> refusal = admit(request, call);
            if (refusal.isPresent()) {
                problems.write(request, response, callback, refusal.get(), call.id());
                return true;
            }
            return Share.of(call.caller().id(), () -> super.handle(request, response, callback));
        }
        return super.handle(request, response, callback);
    }

    private static boolean isOpen(Request request, Call call) {
        String method = request.getMethod();
        String path = request.getHttpURI().getPath();
        return OpenRoutes.contains(method, path)
                || (OpenRoutes.isRealtime(path)
                        && !request.getHeaders().contains(HttpHeader.AUTHORIZATION))
                || (path.equals(METRICS) && method.equals("GET") && call.isOnThisMachine());
    }

    /** Empty when the caller is known now. */
    private Optional<Problem> admit(Request request, Call call) {
        Optional<Secret> token = bearer(request);
        if (token.isEmpty()) {
            return Optional.of(Problem.ofStatus(401));
        }
        try {
            return switch (authentication.recognise(token.get())) {
                case Recognised.Known(var caller) -> {
                    call.recognised(caller);
                    yield Optional.empty();
                }
                case Recognised.NotInvited _ ->
                        Optional.of(
                                Problem.of(
                                        403,
                                        "sso_not_invited",
                                        "That account is not invited to this server."));
                case Recognised.Refused _ -> {
                    refusedTokens.refused(call.origin().address());
                    yield Optional.of(
                            Problem.of(403, "token_refused", "That token is not accepted."));
                }
            };
        } catch (Unavailable e) {
            incidents.unavailable(call.id(), e);
            return Optional.of(Problem.ofStatus(503));
        }
    }

    /** Two headers are none: whoever reads only one of them must not decide. */
    private static Optional<Secret> bearer(Request request) {
        String found = null;
        for (HttpField field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.AUTHORIZATION) {
                if (found != null) {
                    return Optional.empty();
                }
                found = field.getValue();
            }
        }
        if (found == null || !found.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        String token = found.substring(7).strip();
        return token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token));
    }
}
