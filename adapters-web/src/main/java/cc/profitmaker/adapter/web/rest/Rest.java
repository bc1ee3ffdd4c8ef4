package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Incidents;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.server.Handler;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Resource;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The router: every resource there is, and how bodies and errors pass through it. */
public final class Rest {
    private final List<Object> resources;
    private final EgressIp egressIp;
    private final ObjectMapper json;

    public Rest(List<Object> resources, EgressIp egressIp, ObjectMapper json) {
        this.resources = List.copyOf(resources);
        this.egressIp = egressIp;
        this.json = json;
    }

    public ObjectMapper json() {
        return json;
    }

    /** Answers every request that gets to it. */
    public Handler router(Incidents incidents) {
        return new Router(config(incidents));
    }

    ResourceConfig config(Incidents incidents) {
        var config = new ResourceConfig();
        // What is registered is what is listed here: nothing is found on the class path.
        config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
                .property(CommonProperties.MOXY_JSON_FEATURE_DISABLE, true)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                // Our views are small; a length is cheaper than chunks.
                .property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 1 << 13);
        config.register(new JsonBodies(json));
        config.register(new StrictBodies());
        config.register(new UnexpectedErrors(incidents));
        config.register(new RequestParams());
        config.register(new AddressNaming(egressIp));
        resources.forEach(config::register);
        return config;
    }

    /** One method of one path, as Jersey will match it. */
    public record Route(String method, String path) {}

    /** Every registered route, from Jersey's own model of the resources. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Object resource : resources) {
            collect("", Resource.from(resource.getClass()), routes);
        }
        return List.copyOf(routes);
    }

    public List<String> paths() {
        return List.copyOf(
                routes().stream().map(Route::path).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void collect(String parent, Resource resource, List<Route> into) {
        String path = join(parent, resource.getPath());
        resource.getResourceMethods()
                .forEach(method -> into.add(new Route(method.getHttpMethod(), path)));
        resource.getChildResources().forEach(child -> collect(path, child, into));
    }

    private static String join(String parent, String path) {
        String left = parent.endsWith("/") ? parent.substring(0, parent.length() - 1) : parent;
        String right = path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
        return left + "/" + right;
    }
}
