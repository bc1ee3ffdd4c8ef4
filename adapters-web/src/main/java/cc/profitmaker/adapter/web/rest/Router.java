package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Bodies;

import jakarta.ws.rs.core.SecurityContext;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.glassfish.jersey.internal.PropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Hands a request of Jetty's to Jersey and Jersey's answer to Jetty, with no servlet in between:
 * its container and what Jersey does for it cost more than a small answer itself. Each request is
 * answered on the thread that brought it.
 */
final class Router extends Handler.Abstract {
    /** Jersey wants a whole address; nothing of ours looks at more than the path. */
    private static final String BASE = "http://localhost";

    private static final URI BASE_URI = URI.create(BASE + "/");

    /** Who calls and what they may do was decided before, and is decided again behind it. */
    private static final SecurityContext NOT_JERSEYS_MATTER =
            new SecurityContext() {
                @Override
                public Principal getUserPrincipal() {
                    return null;
                }

                @Override
                public boolean isUserInRole(String role) {
                    return false;
                }

                @Override
                public boolean isSecure() {
                    return false;
                }

                @Override
                public String getAuthenticationScheme() {
                    return null;
                }
            };

    private final ApplicationHandler jersey;

    Router(ResourceConfig config) {
        this.jersey = new ApplicationHandler(config);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        URI asked;
        try {
            asked = new URI(BASE + request.getHttpURI().getPathQuery());
        } catch (URISyntaxException _) {
            Response.writeError(request, response, callback, 400);
            return true;
        }
        var toJersey =
                new ContainerRequest(
                        BASE_URI,
                        asked,
                        request.getMethod(),
                        NOT_JERSEYS_MATTER,
                        new Attributes(request),
                        jersey.getConfiguration());
        for (HttpField field : request.getHeaders()) {
            // An empty one is there all the same: a name for an order that is none is refused.
            String value = field.getValue() == null ? "" : field.getValue();
            toJersey.getHeaders().add(field.getName(), value);
        }
        if (Bodies.isSent(request)) {
            toJersey.setEntityStream(Content.Source.asInputStream(request));
        }
        var answer = new Answer(request, response, callback);
        toJersey.setWriter(answer);
        jersey.handle(toJersey);
        answer.end();
        return true;
    }

    /** What was noted with the request is found by resources. */
    private record Attributes(Request request) implements PropertiesDelegate {
        @Override
        public Object getProperty(String name) {
            return request.getAttribute(name);
        }

        @Override
        public Set<String> getPropertyNames() {
            return request.getAttributeNameSet();
        }

        @Override
        public void setProperty(String name, Object value) {
            request.setAttribute(name, value);
        }

        @Override
        public void removeProperty(String name) {
            request.removeAttribute(name);
        }
    }

    private static final class Answer implements ContainerResponseWriter {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private OutputStream body = OutputStream.nullOutputStream();
        private boolean ended;

        Answer(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        @Override
        public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse from) {
            if (from.getStatus() >= 400) {
                Bodies.discard(request);
                if (!from.hasEntity()) {
                    fail(from.getStatus());
                    return body;
                }
            }
            response.setStatus(from.getStatus());
            HttpFields.Mutable headers = response.getHeaders();
            for (var header : from.getStringHeaders().entrySet()) {
                List<String> values = header.getValue();
                headers.put(header.getKey(), values);
            }
            if (length >= 0 && length <= Integer.MAX_VALUE) {
                headers.put("Content-Length", length);
                body = new ByteArrayOutputStream((int) length);
            } else {
                body = Content.Sink.asOutputStream(response);
            }
            return body;
        }

        private void fail(int status) {
            ended = true;
            Response.writeError(request, response, callback, status);
        }

        @Override
        public void commit() {
            if (ended) {
                return;
            }
            ended = true;
            if (body instanceof ByteArrayOutputStream whole) {
                response.write(true, ByteBuffer.wrap(whole.toByteArray()), callback);
                return;
            }
            try {
                body.close();
                callback.succeeded();
            } catch (IOException e) {
                callback.failed(e);
            }
        }

        @Override
        public void failure(Throwable error) {
            if (!ended) {
                ended = true;
                Response.writeError(request, response, callback, error);
            }
        }

        /** When Jersey had nothing more to say. */
        void end() {
            commit();
        }

        @Override
        public boolean suspend(long timeOut, TimeUnit unit, TimeoutHandler handler) {
            throw new UnsupportedOperationException("calls are answered on their own thread");
        }

        @Override
        public void setSuspendTimeout(long timeOut, TimeUnit unit) {
            throw new UnsupportedOperationException("calls are answered on their own thread");
        }

        /** So that a failure while writing is still answered as one, and lengths are known. */
        @Override
        public boolean enableResponseBuffering() {
            return true;
        }
    }
}
