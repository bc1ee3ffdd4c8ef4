package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The port after ours, where existing Socket.IO clients look for it: whatever comes in there is for
 * Socket.IO, or for nobody.
 */
public final class SideEntrance extends Handler.Wrapper {
    /** What its connector is called. */
    public static final String NAME = "socket.io";

    private final Problems problems;

    SideEntrance(Problems problems) {
        this.problems = problems;
    }

    static boolean brought(Request request) {
        return NAME.equals(request.getConnectionMetaData().getConnector().getName());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (brought(request) && !request.getHttpURI().getPath().equals(OpenRoutes.SOCKET_IO)) {
            problems.write(request, response, callback, Problem.ofStatus(404));
            return true;
        }
        return super.handle(request, response, callback);
    }
}
