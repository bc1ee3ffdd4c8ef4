package cc.profitmaker.adapter.auth;

import java.time.Duration;

/** So many at once, and one more each time that long has passed. */
record Rate(int burst, Duration refill) {
    /** After that long without use a bucket is full again, as if it had never been. */
    Duration untilFull() {
        return refill.multipliedBy(burst);
    }
}
