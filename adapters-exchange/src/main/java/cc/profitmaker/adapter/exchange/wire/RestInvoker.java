package cc.profitmaker.adapter.exchange.wire;

import com.fasterxml.jackson.databind.ObjectMapper;

import si.mazi.rescu.ClientConfig;
import si.mazi.rescu.Interceptor;
import si.mazi.rescu.RequestWriterResolver;
import si.mazi.rescu.RestInvocation;
import si.mazi.rescu.RestMethodMetadata;
import si.mazi.rescu.RestProxyFactory;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the annotated interface of an exchange callable. ResCU reads the annotations, encodes and
 * signs; sending is {@link RestClient}'s, because ResCU's own transport reads answers without a
 * bound, lets the JDK repeat a lost DELETE and connects while it holds the lock of the signer.
 * Every method of the interface returns {@link HttpOutcome}.
 */
public final class RestInvoker implements Interceptor {
    private final RestClient http;
    private final URI base;
    private final int limit;
    private final Line line;
    private final RequestWriterResolver writers =
            RequestWriterResolver.createDefault(new ObjectMapper());
    private final Map<Method, RestMethodMetadata> metadata = new ConcurrentHashMap<>();

    private RestInvoker(RestClient http, URI base, int limit, Line line) {
        this.line = line;
        this.http = http;
        this.base = base;
        this.limit = limit;
    }

    /**
     * Safe for any number of threads.
     *
     * @param limit how many bytes an answer may have
     */
    public static <T> T proxy(Class<T> api, RestClient http, URI base, int limit) {
        Optional<Allowance> allowance = Optional.ofNullable(api.getAnnotation(Allowance.class));
        return RestProxyFactory.createProxy(
                api,
                base.toString(),
                new ClientConfig(),
                new RestInvoker(http, base, limit, http.line(base, allowance)));
    }

    @Override
    public Object aroundInvoke(
            InvocationHandler next, Object proxy, Method method, Object[] arguments)
            throws Throwable {
        if (method.getDeclaringClass().equals(Object.class)) {
            return next.invoke(proxy, method, arguments);
        }
        RestInvocation invocation =
                RestInvocation.create(
                        writers,
                        metadata.computeIfAbsent(
                                method, m -> RestMethodMetadata.create(m, base.toString(), "")),
                        arguments,
                        Map.of());
        var headers = new HashMap<>(invocation.getHttpHeadersFromParams());
        headers.put("Accept", "application/json");
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            if (argument instanceof HeaderSignature signature) {
                headers.putAll(signature.headers());
            }
        }
        return sent(
                method,
                new RestClient.Call(
                        invocation.getHttpMethod(),
                        URI.create(invocation.getInvocationUrl()),
                        headers,
                        Optional.ofNullable(invocation.getRequestBody())
                                .filter(body -> !body.isEmpty())
                                .map(body -> new RestClient.Content(type(invocation), body)),
                        limit));
    }

    /** When it is its turn, and the exchange wants to hear from us at all. */
    private HttpOutcome sent(Method method, RestClient.Call call) {
        Optional<Cost> published = Optional.ofNullable(method.getAnnotation(Cost.class));
        int cost = published.map(Cost::value).orElse(1);
        Optional<HttpOutcome> refused =
                line.enter(cost, published.map(Cost::lane).orElse(Lane.READ));
        if (refused.isPresent()) {
            return refused.get();
        }
        long begun = System.nanoTime();
        HttpOutcome outcome = http.send(call);
        line.left(outcome, cost, Duration.ofNanos(System.nanoTime() - begun));
        return outcome;
    }

    /** What the method consumes; a form unless it says otherwise. */
    private static String type(RestInvocation invocation) {
        return Optional.ofNullable(invocation.getReqContentType())
                .orElse("application/x-www-form-urlencoded");
    }
}
