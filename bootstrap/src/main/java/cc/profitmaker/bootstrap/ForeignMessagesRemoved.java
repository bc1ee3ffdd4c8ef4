package cc.profitmaker.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.OutputStreamAppender;

import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints exceptions with class and stack, but without the messages of exceptions that are not ours:
 * a driver quotes bound values there, a parser its input, an HTTP client the signed URL.
 */
final class ForeignMessagesRemoved extends OutputStreamAppender<ILoggingEvent> {
    private static final String OURS = "cc.profitmaker.";

    /** Their messages name a host or a port at most, and say why nothing answered there. */
    private static final Set<String> HARMLESS =
            Stream.of(
                            BindException.class,
                            ConnectException.class,
                            NoRouteToHostException.class,
                            SocketTimeoutException.class,
                            UnknownHostException.class)
                    .map(Class::getName)
                    .collect(Collectors.toUnmodifiableSet());

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event.getThrowableProxy() == null ? event : new Event(event));
    }

    private static IThrowableProxy cleaned(IThrowableProxy proxy) {
        return proxy == null ? null : new Cleaned(proxy);
    }

    private record Cleaned(IThrowableProxy from) implements IThrowableProxy {
        @Override
        public String getMessage() {
            if (from.getClassName().startsWith(OURS) || HARMLESS.contains(from.getClassName())) {
                return from.getMessage();
            }
            return from instanceof ThrowableProxy known
                            && known.getThrowable() instanceof SQLException sql
                    ? "SQLState " + sql.getSQLState()
                    : null;
        }

        @Override
        public String getOverridingMessage() {
            return null;
        }

        @Override
        public String getClassName() {
            return from.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return from.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return from.getCommonFrames();
        }

        @Override
        public IThrowableProxy getCause() {
            return cleaned(from.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            IThrowableProxy[] suppressed = from.getSuppressed();
            return suppressed == null
                    ? new IThrowableProxy[0]
                    : Arrays.stream(suppressed).map(Cleaned::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return from.isCyclic();
        }
    }

    private record Event(ILoggingEvent from) implements ILoggingEvent {
        @Override
        public IThrowableProxy getThrowableProxy() {
            return cleaned(from.getThrowableProxy());
        }

        @Override
        public String getThreadName() {
            return from.getThreadName();
        }

        @Override
        public Level getLevel() {
            return from.getLevel();
        }

        @Override
        public String getMessage() {
            return from.getMessage();
        }

        @Override
        public Object[] getArgumentArray() {
            return from.getArgumentArray();
        }

        @Override
        public String getFormattedMessage() {
            return from.getFormattedMessage();
        }

        @Override
        public String getLoggerName() {
            return from.getLoggerName();
        }

        @Override
        public LoggerContextVO getLoggerContextVO() {
            return from.getLoggerContextVO();
        }

        @Override
        public StackTraceElement[] getCallerData() {
            return from.getCallerData();
        }

        @Override
        public boolean hasCallerData() {
            return from.hasCallerData();
        }

        @Override
        public List<Marker> getMarkerList() {
            return from.getMarkerList();
        }

        @Override
        public Map<String, String> getMDCPropertyMap() {
            return from.getMDCPropertyMap();
        }

        @Override
        @SuppressWarnings("deprecation") // part of the interface
        public Map<String, String> getMdc() {
            return from.getMdc();
        }

        @Override
        public long getTimeStamp() {
            return from.getTimeStamp();
        }

        @Override
        public int getNanoseconds() {
            return from.getNanoseconds();
        }

        @Override
        public long getSequenceNumber() {
            return from.getSequenceNumber();
        }

        @Override
        public List<KeyValuePair> getKeyValuePairs() {
            return from.getKeyValuePairs();
        }

        @Override
        public void prepareForDeferredProcessing() {
            from.prepareForDeferredProcessing();
        }
    }
}
