package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What makes each broadcast message another one, as long as the one before: when it was made, in
 * microseconds of the machine's monotonic clock, which all processes share, and a running number.
 */
final class Mark {
    private static final byte[] FIELD = "\"mark\":\"".getBytes(UTF_8);
    private static final int TIME_DIGITS = 16;
    private static final int NUMBER_DIGITS = 8;

    private Mark() {}

    static String of(long number) {
        return Numbers.format("%016d%08d", nowMicros(), number);
    }

    static long nowMicros() {
        return System.nanoTime() / 1_000;
    }

    /** Where a mark begins in these bytes, tried at a likely place first; negative without one. */
    static int find(byte[] bytes, int from, int to, int likely) {
        if (likely >= from && isFieldBefore(bytes, likely, to)) {
            return likely;
        }
        for (int at = from + FIELD.length; at + TIME_DIGITS + NUMBER_DIGITS <= to; at++) {
            if (isFieldBefore(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isFieldBefore(byte[] bytes, int at, int to) {
        if (at < FIELD.length || at + TIME_DIGITS + NUMBER_DIGITS > to) {
            return false;
        }
        for (int i = 0; i < FIELD.length; i++) {
            if (bytes[at - FIELD.length + i] != FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    static long micros(byte[] bytes, int at) {
        return digits(bytes, at, TIME_DIGITS);
    }

    static long number(byte[] bytes, int at) {
        return digits(bytes, at + TIME_DIGITS, NUMBER_DIGITS);
    }

    private static long digits(byte[] bytes, int from, int count) {
        long value = 0;
        for (int at = from; at < from + count; at++) {
            value = 10 * value + bytes[at] - '0';
        }
        return value;
    }
}
