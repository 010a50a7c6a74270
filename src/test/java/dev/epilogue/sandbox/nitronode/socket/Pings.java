package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.sandbox.nitronode.socket.TransportLimits.Keepalive;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Section 1.6: only pongs keep a connection alive. Lives on the connection's event loop. */
final class Pings {

    private final Channel channel;
    private final Keepalive keepalive;
    private final Runnable onSilence;
    private ScheduledFuture<?> pinging;
    private ScheduledFuture<?> deadline;
    private boolean stopped;

    Pings(Channel channel, Keepalive keepalive, Runnable onSilence) {
        this.channel = channel;
        this.keepalive = keepalive;
        this.onSilence = onSilence;
    }

    void start() {
        long interval = keepalive.pingInterval().toNanos();
        pinging = channel.eventLoop()
                .scheduleAtFixedRate(
                        () -> channel.writeAndFlush(new PingWebSocketFrame()),
                        interval,
                        interval,
                        TimeUnit.NANOSECONDS);
        answered();
    }

    void answered() {
        if (stopped) {
            return;
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline =
                channel.eventLoop().schedule(onSilence, keepalive.pongTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No more pings, and no more demand for pongs. */
    void stop() {
        stopped = true;
        pinging.cancel(false);
        deadline.cancel(false);
    }
}
