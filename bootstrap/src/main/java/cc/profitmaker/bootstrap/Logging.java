package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.Config.LogFormat;
import cc.profitmaker.bootstrap.Config.LogLevel;
import cc.profitmaker.bootstrap.Config.Logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Sets up logging, in code and from the configuration alone: no file on the class path can loosen
 * it. Lines go to standard error, written by a thread of their own; when that cannot keep up, lines
 * below WARN are dropped rather than calls held up.
 */
final class Logging {
    /** These print signed URLs, headers and keys below WARN; said once more for them by name. */
    private static final List<String> TELL_SECRETS = List.of("si.mazi.rescu", "org.knowm");

    /**
     * These quote at WARN what a client sent: its Host, before anybody had to sign in, or a whole
     * address, where Socket.IO has the name that a client is known by.
     */
    private static final List<String> QUOTE_CLIENTS =
            List.of(
                    "org.eclipse.jetty.http.HttpParser",
                    "org.eclipse.jetty.util.HostPort",
                    "org.eclipse.jetty.server.Response");

    private static final String TEXT =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{24} %replace(%msg){'[\\r\\n]+', ' '} %kvp %mdc%n%ex";

    private static final int BUFFER = 1 << 16;

    private Logging() {}

    static void configure(Logs logs) {
        configure(logs, new FileOutputStream(FileDescriptor.err));
    }

    static void configure(Logs logs, OutputStream to) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        // Jersey and the PostgreSQL driver log to the JDK's own logging, exception messages and
        // all.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // A context that was stopped and not started again does not wait for the queue at its next
        // stop.
        context.start();
        var console = new ForeignMessagesRemoved();
        console.setContext(context);
        var buffer = new BufferedOutputStream(new Unclosed(to), BUFFER);
        console.setOutputStream(buffer);
        console.setImmediateFlush(false);
        console.setEncoder(encoder(context, logs.format().orElseGet(Logging::usual)));
        console.start();
        var lines = new QueuedLines(console, buffer);
        lines.setContext(context);
        lines.start();
        // LOG_LEVEL is for what we log. Libraries dump headers and bodies below WARN (Jetty does,
        // tokens included), so none of them ever gets there, known to us or not.
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(logs.quieterThan(LogLevel.WARN).level()));
        root.addAppender(lines);
        context.getLogger("cc.profitmaker").setLevel(level(logs.level()));
        // Says of every resource we register as an object that it is no provider; it is right.
        context.getLogger("org.glassfish.jersey.internal.inject.Providers").setLevel(Level.ERROR);
        TELL_SECRETS.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        QUOTE_CLIENTS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }

    /** Writes what is still queued; nothing is logged afterwards. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    @SuppressWarnings("SystemConsoleNull") // it does return null where there is no terminal
    private static LogFormat usual() {
        Console console = System.console();
        return console != null && console.isTerminal() ? LogFormat.TEXT : LogFormat.JSON;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        return switch (format) {
            case TEXT -> {
                var text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern(TEXT);
                text.start();
                yield text;
            }
            case JSON -> {
                var json = new JsonEncoder();
                json.setContext(context);
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                json.setWithContext(false);
                json.setWithMessage(false);
                json.setWithArguments(false);
                json.setWithFormattedMessage(true);
                json.start();
                yield json;
            }
        };
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    /** Standard error stays open when logging is set up anew: others write there too. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
