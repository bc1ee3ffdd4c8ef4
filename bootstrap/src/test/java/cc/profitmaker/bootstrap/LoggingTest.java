package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.bootstrap.Config.LogFormat;
import cc.profitmaker.bootstrap.Config.LogLevel;
import cc.profitmaker.bootstrap.Config.Logs;

import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.HostPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Optional;

final class LoggingTest {
    @AfterEach
    void restore() {
        Logging.configure(new Logs(Optional.of(LogFormat.TEXT), LogLevel.INFO));
    }

    private static String written(LogFormat format, Runnable act) {
        var caught = new ByteArrayOutputStream();
        Logging.configure(new Logs(Optional.of(format), LogLevel.INFO), caught);
        act.run();
        Logging.stop();
        return caught.toString(UTF_8);
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void what_prints_signed_urls_and_headers_stays_quiet_at_every_level(LogLevel level) {
        Logging.configure(new Logs(Optional.of(LogFormat.TEXT), level));

        for (String name :
                new String[] {
                    "si.mazi.rescu.HttpTemplate",
                    "org.knowm.xchange.x",
                    "org.eclipse.jetty.x",
                    "any"
                }) {
            var logger = LoggerFactory.getLogger(name);
            assertThat(logger.isInfoEnabled()).as(name).isFalse();
            assertThat(logger.isDebugEnabled()).as(name).isFalse();
            assertThat(logger.isTraceEnabled()).as(name).isFalse();
        }
    }

    @Test
    void a_host_that_a_stranger_makes_up_is_not_written_down() {
        String lines =
                written(
                        LogFormat.TEXT,
                        () -> {
                            assertThatThrownBy(() -> new HostPort("zqMARKqz@evil"))
                                    .isInstanceOf(IllegalArgumentException.class);
                            LoggerFactory.getLogger(HttpParser.class).warn("zqMARKqz");
                            LoggerFactory.getLogger(Response.class).warn("zqMARKqz");
                        });

        assertThat(lines).doesNotContain("zqMARKqz");
    }

    @Test
    void our_own_lines_follow_the_configured_level() {
        Logging.configure(new Logs(Optional.of(LogFormat.TEXT), LogLevel.DEBUG));
        assertThat(LoggerFactory.getLogger("cc.profitmaker.x").isDebugEnabled()).isTrue();

        Logging.configure(new Logs(Optional.of(LogFormat.TEXT), LogLevel.ERROR));
        assertThat(LoggerFactory.getLogger("cc.profitmaker.x").isWarnEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.x").isWarnEnabled()).isFalse();
    }

    @Test
    void json_carries_the_message_and_its_keys() {
        var line =
                written(
                        LogFormat.JSON,
                        () ->
                                LoggerFactory.getLogger("cc.profitmaker.access")
                                        .atInfo()
                                        .addKeyValue("requestId", "r-1")
                                        .log("{} {}", "GET", "/health"));

        assertThat(line)
                .startsWith("{")
                .contains("\"formattedMessage\":\"GET \\/health\"")
                .contains("\"requestId\"")
                .contains("r-1");
    }

    @Test
    void text_keeps_one_event_on_one_line() {
        var line =
                written(
                        LogFormat.TEXT,
                        () ->
                                LoggerFactory.getLogger("cc.profitmaker.x")
                                        .info("{}", "one\r\n2026 INFO forged"));

        assertThat(line.strip()).contains("one").contains("forged").doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void messages_of_foreign_exceptions_are_not_written_anywhere(LogFormat format) {
        var cause = new SQLException("Key (email)=(canary) exists", "23505");
        var thrown = new IllegalArgumentException("For input string: canary", cause);
        thrown.addSuppressed(new NumberFormatException("canary"));

        var line = written(format, () -> LoggerFactory.getLogger("x").error("failed", thrown));

        assertThat(line)
                .doesNotContain("canary")
                .contains("java.lang.IllegalArgumentException")
                .contains("java.sql.SQLException")
                .contains("23505")
                .contains("LoggingTest");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void why_nothing_answers_is_written(LogFormat format) {
        var thrown = new Refused("No way.", new ConnectException("Connection refused"));

        assertThat(written(format, () -> LoggerFactory.getLogger("x").warn("failed", thrown)))
                .contains("No way.")
                .contains("Connection refused");
    }
}
