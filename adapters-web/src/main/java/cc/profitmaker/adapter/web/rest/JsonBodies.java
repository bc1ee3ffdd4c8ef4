package cc.profitmaker.adapter.web.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and writes JSON with Jackson and nothing else. Jackson's own provider looks for annotations
 * on each call, which we have none of, and that takes as long as writing a small answer.
 */
final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private final ObjectMapper json;
    private final ObjectWriter plain;
    private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();

    JsonBodies(ObjectMapper json) {
        this.json = json;
        // The stream is Jersey's to close.
        this.plain = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    private static boolean isJson(MediaType type) {
        return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Texts and bytes are what they are, and written by Jersey. */
    private static boolean isValue(Class<?> type) {
        return type != String.class
                && type != byte[].class
                && !InputStream.class.isAssignableFrom(type);
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isValue(type) && isJson(mediaType);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readAllBytes();
        if (bytes.length == 0) {
            // Jersey asks no interceptor about a body that is empty from the start.
            throw Malformed.body();
        }
        return json.readValue(bytes, json.constructType(genericType));
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isValue(type) && isJson(mediaType);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        writers.computeIfAbsent(genericType, t -> plain.forType(json.constructType(t)))
                .writeValue(body, value);
    }
}
