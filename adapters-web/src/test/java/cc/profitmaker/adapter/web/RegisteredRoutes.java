package cc.profitmaker.adapter.web;

import cc.profitmaker.adapter.web.rest.Rest;

import java.util.List;

/** Every route the running server has, from the model it was built from. */
final class RegisteredRoutes {
    private RegisteredRoutes() {}

    static List<Rest.Route> of(RunningServer server) {
        return server.routes();
    }

    /** A path to send: something stands in for each template part. */
    static String concrete(Rest.Route route) {
        return route.path().replaceAll("\\{[^}]*}", "0");
    }
}
