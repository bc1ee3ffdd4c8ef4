package cc.profitmaker.adapter.web.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.web.front.Problem;

import com.fasterxml.jackson.core.JacksonException;

import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads a body whole, and refuses what is not a JSON document in UTF-8 of at most 1 MiB. Jackson
 * alone would take UTF-16, and an empty body would reach a resource as null.
 */
final class StrictBodies implements ReaderInterceptor {
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new Malformed(Problem.ofStatus(413));
        }
        if (body.length == 0 && context.getType() == Nothing.class) {
            return new Nothing();
        }
        if (!isPlainUtf8(body)) {
            throw Malformed.body();
        }
        context.setInputStream(new ByteArrayInputStream(body));
        Object value;
        try {
            value = context.proceed();
        } catch (JacksonException _) {
            throw Malformed.body();
        }
        if (value == null) {
            throw Malformed.body();
        }
        return value;
    }

    /** The body of a call that needs none: empty, or any JSON object. */
    record Nothing() {}

    private static boolean isPlainUtf8(byte[] body) {
        // U+0000 is never part of a JSON text, but of every other encoding of one.
        for (byte b : body) {
            if (b == 0) {
                return false;
            }
        }
        boolean marked =
                body.length >= 3
                        && body[0] == (byte) 0xEF
                        && body[1] == (byte) 0xBB
                        && body[2] == (byte) 0xBF;
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return !marked;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
