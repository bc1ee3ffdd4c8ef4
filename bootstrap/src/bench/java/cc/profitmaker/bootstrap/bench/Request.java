package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An HTTP/1.1 request, ready to be sent again and again. */
record Request(String head, String body) {

    static Request get(String path) {
        return new Request("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n", "");
    }

    static Request post(String path, String json) {
        return new Request(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + json.getBytes(UTF_8).length
                        + "\r\n",
                json);
    }

    Request with(String bearer) {
        return new Request(head + "Authorization: Bearer " + bearer + "\r\n", body);
    }

    Request with(String header, String value) {
        return new Request(head + header + ": " + value + "\r\n", body);
    }

    byte[] bytes() {
        return (head + "\r\n" + body).getBytes(UTF_8);
    }
}
