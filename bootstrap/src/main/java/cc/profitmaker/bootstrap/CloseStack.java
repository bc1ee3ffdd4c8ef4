package cc.profitmaker.bootstrap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, last opened first. One that fails is logged and does not keep the others
 * open. Closing again does nothing; a second closer waits for the first to be done.
 */
final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<Named> open = new ArrayDeque<>();

    private record Named(String name, AutoCloseable resource) {}

    synchronized <T extends AutoCloseable> T add(String name, T resource) {
        open.push(new Named(name, resource));
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            Named next = open.pop();
            try {
                next.resource().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.warn("interrupted while closing {}", next.name(), e);
            } catch (Exception e) {
                LOG.warn("could not close {}", next.name(), e);
            }
        }
    }
}
