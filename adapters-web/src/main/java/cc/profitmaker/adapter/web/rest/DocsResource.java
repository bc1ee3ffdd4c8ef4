package cc.profitmaker.adapter.web.rest;

import io.swagger.v3.oas.annotations.Hidden;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import java.io.InputStream;

/** The description of this interface, and a page to read it with. */
@Path("/")
@Hidden
public final class DocsResource {
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    private final OpenApi openApi;
    private volatile String description;

    DocsResource(OpenApi openApi) {
        this.openApi = openApi;
    }

    /** Made when first asked for: it would only slow the start. Made twice, it is the same. */
    @GET
    @Path("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    public String openApi() {
        String known = description;
        if (known == null) {
            known = openApi.json();
            description = known;
        }
        return known;
    }

    @GET
    @Path("/docs/")
    @Produces("text/html; charset=utf-8")
    public InputStream page() {
        return file("docs/index.html");
    }

    @GET
    @Path("/docs/viewer.js")
    @Produces("text/javascript; charset=utf-8")
    public InputStream script() {
        return file("docs/viewer.js");
    }

    @GET
    @Path("/docs/swagger-ui-bundle.js")
    @Produces("text/javascript; charset=utf-8")
    public InputStream bundle() {
        return file(WEBJAR + "swagger-ui-bundle.js");
    }

    @GET
    @Path("/docs/swagger-ui.css")
    @Produces("text/css; charset=utf-8")
    public InputStream style() {
        return file(WEBJAR + "swagger-ui.css");
    }

    private static InputStream file(String name) {
        InputStream found = DocsResource.class.getResourceAsStream(name);
        if (found == null) {
            throw new IllegalStateException("the jar lacks " + name);
        }
        return found;
    }
}
