package cc.profitmaker.bootstrap.bench;

import java.util.concurrent.locks.LockSupport;

/** Does something so many times a second, one after the other; what was late is made up for. */
record Pace(int perSecond, long millis) {
    /** As {@code tell 20 5000} says it. */
    static Pace read(String line) {
        String[] words = line.split(" ", -1);
        return new Pace(Integer.parseInt(words[1]), Long.parseLong(words[2]));
    }

    String line() {
        return "tell " + perSecond + " " + millis;
    }

    int count() {
        return Math.toIntExact(perSecond * millis / 1_000);
    }

    /** On a virtual thread, as news comes in at our server; returns when it is done. */
    void run(Runnable each) throws InterruptedException {
        Thread.ofVirtual().name("pace").start(() -> repeat(each)).join();
    }

    private void repeat(Runnable each) {
        long start = System.nanoTime();
        for (int done = 0; done < count(); done++) {
            long due = start + 1_000_000_000L * done / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            each.run();
        }
    }
}
