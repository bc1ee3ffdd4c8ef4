package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.net.http.HttpHeaders;

/** One response, read as text. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper READER = new ObjectMapper();

    JsonNode json() {
        try {
            return READER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** That it is an error in the one shape, with that status and code. */
    Answer refuses(int expectedStatus, String code) {
        assertThat(body).isNotEmpty();
        assertThat(json().path("code").asText()).as(body).isEqualTo(code);
        return hasErrorShape(expectedStatus);
    }

    Answer hasErrorShape(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        assertThat(json().path("error").asText()).isNotEmpty();
        assertThat(json().path("code").asText()).matches("[a-z][a-z0-9_]+");
        assertThat(json().path("requestId").asText())
                .isNotEmpty()
                .isEqualTo(header("X-Request-Id"));
        assertThat(json().properties())
                .allSatisfy(
                        field ->
                                assertThat(field.getKey())
                                        .isIn("error", "code", "details", "requestId"));
        return this;
    }

    Answer is(int expectedStatus) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        return this;
    }
}
