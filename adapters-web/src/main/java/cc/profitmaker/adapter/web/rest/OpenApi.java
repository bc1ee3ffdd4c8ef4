package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.OpenRoutes;
import cc.profitmaker.adapter.web.front.Problem;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;

import java.util.Map;
import java.util.Set;

/** The description of the HTTP interface, read from the resources themselves. */
final class OpenApi {
    private static final String BEARER = "bearer";
    private static final String JSON = "application/json";

    private final Set<Class<?>> resources;

    OpenApi(Set<Class<?>> resources) {
        this.resources = Set.copyOf(resources);
    }

    String json() {
        OpenAPI api = new Reader(new OpenAPI()).read(resources);
        api.info(new Info().title("Profitmaker Terminal Server").version("1"));
        if (api.getComponents() == null) {
            api.components(new Components());
        }
        api.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        ModelConverters.getInstance()
                .read(Problem.View.class)
                .forEach(api.getComponents()::addSchemas);
        api.getPaths().forEach(OpenApi::complete);
        try {
            return Json.mapper().writeValueAsString(api);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the model is always JSON", e);
        }
    }

    private static void complete(String path, PathItem item) {
        for (Map.Entry<PathItem.HttpMethod, Operation> entry :
                item.readOperationsMap().entrySet()) {
            Operation operation = entry.getValue();
            if (operation.getResponses() == null) {
                operation.responses(new ApiResponses());
            }
            operation.getResponses().addApiResponse("default", error());
            if (!OpenRoutes.contains(entry.getKey().name(), path)) {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            }
            envelope(path, operation);
        }
    }

    private static ApiResponse error() {
        var schema = new Schema<Object>().$ref("#/components/schemas/Error");
        return new ApiResponse()
                .description("An error, always in this one shape")
                .content(new Content().addMediaType(JSON, new MediaType().schema(schema)));
    }

    /** Exchange calls wrap what their resource names. */
    private static void envelope(String path, Operation operation) {
        ApiResponse ok = operation.getResponses().get("200");
        if (!path.startsWith("/api/exchange/")
                || path.equals("/api/exchange/list")
                || path.equals("/api/exchange/instance")
                || ok == null
                || ok.getContent() == null) {
            return;
        }
        for (MediaType media : ok.getContent().values()) {
            var wrapped =
                    new Schema<Object>()
                            .type("object")
                            .addProperty("success", new Schema<Boolean>().type("boolean"))
                            .addProperty("provider", new Schema<String>().type("string"))
                            .addProperty("data", media.getSchema());
            media.schema(wrapped);
        }
    }
}
