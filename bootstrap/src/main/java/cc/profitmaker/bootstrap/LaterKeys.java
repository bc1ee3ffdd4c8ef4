package cc.profitmaker.bootstrap;

import java.util.Optional;

/**
 * Keys whose piece is not part of this version. Their form is checked as it always will be; a value
 * that asks for what is not there yet is said so, never silently ignored.
 */
final class LaterKeys {
    private LaterKeys() {}

    static void check(Settings settings) {
        if (onOrOff(settings, Key.SOCKETIO_EXTRA_PORT).filter("on"::equals).isPresent()) {
            settings.notice(
                    "SOCKETIO_EXTRA_PORT has no effect: Socket.IO is not part of this version.");
        }
    }

    private static Optional<String> onOrOff(Settings settings, Key key) {
        return settings.read(
                key,
                "must be on or off",
                text -> text.matches("on|off") ? Optional.of(text) : Optional.empty());
    }
}
