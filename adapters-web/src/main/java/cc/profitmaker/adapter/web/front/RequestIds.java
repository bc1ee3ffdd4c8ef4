package cc.profitmaker.adapter.web.front;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Unique names for requests: random for the process, counted within it. No secrets. */
final class RequestIds {
    private final String process;
    private final AtomicLong count = new AtomicLong();

    RequestIds(RandomGenerator chance) {
        this.process = HexFormat.of().toHexDigits(chance.nextLong()) + "-";
    }

    String next() {
        return process + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
