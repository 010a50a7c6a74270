package dev.epilogue.store.connection;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An attempt to connect, with the sockets that it opened: one after the other where the address names several servers. The driver
 * does not give up a conversation that has begun, so each socket has this long until the server has let us in, and none outlives
 * the interest of whoever asked.
 */
final class Handshake {

    /** For a socket, from its opening until statements are taken. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final List<Channel> sockets = new ArrayList<>();
    private State state = State.RUNNING;

    private enum State {
        RUNNING,
        DONE,
        LEFT
    }

    synchronized void opened(Channel socket) {
        if (state == State.LEFT) {
            socket.close();
            return;
        }
        sockets.add(socket);
        socket.eventLoop().schedule(() -> late(socket), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void late(Channel socket) {
        if (state == State.RUNNING) {
            socket.close();
        }
    }

    /** From here on the connection's owner closes it. */
    synchronized void done() {
        if (state == State.RUNNING) {
            state = State.DONE;
            sockets.clear();
        }
    }

    /** Failed, or nobody waits any more. */
    synchronized void left() {
        if (state == State.RUNNING) {
            state = State.LEFT;
            sockets.forEach(Channel::close);
            sockets.clear();
        }
    }
}
