package cc.profitmaker.adapter.auth.testing;

import java.util.Map;

/** One request as it came: the path not decoded, header names in lower case. */
public record Received(String method, String path, Map<String, String> headers, String body) {}
