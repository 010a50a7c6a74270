package dev.epilogue.node.link;

import dev.epilogue.node.NodeSettings;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open socket: writes frames, finds the request of each answer, and leaves nobody waiting when it ends. Everything here runs
 * on the channel's event loop.
 */
final class Conversation {

    /** What a node takes in one frame; larger ones would cost the connection. */
    static final int LARGEST_FRAME = 131_072;

    private record Line(long id, String text) {}

    private record Pending(Job job, int index, long sentNanos, Future<?> timeout) {}

    private final Channel channel;
    private final Wire wire;
    private final NodeSettings settings;
    private final LinkObserver observer;
    private final Pace pace;
    private final Map<Long, Pending> pending = new HashMap<>();
    private long nextId = 1;
    private @Nullable String ended;

    Conversation(Channel channel, Wire wire, NodeSettings settings, LinkObserver observer) {
        this.channel = channel;
        this.wire = wire;
        this.settings = settings;
        this.observer = observer;
        this.pace = new Pace(settings.pace(), System.nanoTime());
    }

    boolean ended() {
        return ended != null;
    }

    Pace pace() {
        return pace;
    }

    /** Writes a job's frames in one flush. A job that cannot go as a whole does not go at all, except for a deadline on the way. */
    void write(Job job) {
        pace.took(job, System.nanoTime());
        List<Line> lines = lines(job);
        String obstacle = obstacle(job, lines);
        if (obstacle != null) {
            job.settleAll(new Delivery.NotSent(obstacle));
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            writeLine(job, i, lines.get(i));
        }
        channel.flush();
    }

    private List<Line> lines(Job job) {
        List<Line> lines = new ArrayList<>();
        for (Job.Part part : job.parts()) {
            lines.add(line(part));
        }
        return lines;
    }

    private Line line(Job.Part part) {
        return switch (part) {
            case Job.Part.Stored stored ->
                new Line(stored.frame().requestId(), stored.frame().text());
            case Job.Part.Fresh fresh -> {
                long id = nextId++;
                yield new Line(id, wire.encode(id, fresh.request(), Instant.now()));
            }
        };
    }

    private @Nullable String obstacle(Job job, List<Line> lines) {
        ChannelOutboundBuffer unwritten = channel.unsafe().outboundBuffer();
        if (ended() || unwritten == null || !channel.isActive()) {
            return "no connection";
        }
        // bytes that the socket does not take now would leave at a time that no deadline governs
        if (job.carriesStoredFrames() && unwritten.totalPendingWriteBytes() > 0) {
            return "the connection is congested";
        }
        for (Line line : lines) {
            if (ByteBufUtil.utf8Bytes(line.text()) > LARGEST_FRAME) {
                return "a frame exceeds " + LARGEST_FRAME + " bytes";
            }
            if (pending.containsKey(line.id())) {
                return "a frame with this id waits for its answer already";
            }
        }
        return null;
    }

    private void writeLine(Job job, int index, Line line) {
        if (job.writeBefore().passed()) {
            job.settle(index, new Delivery.NotSent("too late to be sent"));
            return;
        }
        if (ended()) {
            job.settle(index, new Delivery.NotSent("no connection"));
            return;
        }
        Future<?> timeout = channel.eventLoop()
                .schedule(
                        () -> timedOut(line.id()), settings.timeouts().answer().toNanos(), TimeUnit.NANOSECONDS);
        pending.put(line.id(), new Pending(job, index, System.nanoTime(), timeout));
        pace.written(job.turn());
        observer.written();
        ChannelFuture write = channel.write(new TextWebSocketFrame(line.text()));
        write.addListener(done -> {
            if (!done.isSuccess()) {
                end("writing failed");
            }
        });
        if (job.carriesStoredFrames()) {
            endUnlessFlushed(write, job);
        }
    }

    /** Past the deadline nothing of a frame may still be on its way from us: what is not with the socket by then dies with it. */
    private void endUnlessFlushed(ChannelFuture write, Job job) {
        long left = Math.max(0, job.writeBefore().nanoTime() - System.nanoTime());
        Future<?> check = channel.eventLoop()
                .schedule(
                        () -> {
                            if (!write.isDone()) {
                                end("a frame could not be written in time");
                            }
                        },
                        left,
                        TimeUnit.NANOSECONDS);
        write.addListener(done -> check.cancel(false));
    }

    private void timedOut(long id) {
        Pending waiting = pending.remove(id);
        if (waiting != null) {
            pace.settled(waiting.job().turn(), System.nanoTime());
            observer.unanswered();
            waiting.job().settle(waiting.index(), new Delivery.Unknown("no answer in time"));
            observer.roomForMore();
        }
    }

    void received(String text) {
        switch (wire.decode(text)) {
            case Incoming.Answer answer -> answered(answer);
            case Incoming.Push push -> wire.pushed(push);
            case Incoming.Forged forged -> {
                observer.forged(forged.reason());
                end(forged.reason());
            }
            case Incoming.Garbage garbage -> observer.garbage();
        }
    }

    private void answered(Incoming.Answer answer) {
        Pending waiting = pending.remove(answer.id());
        if (waiting == null) {
            observer.unmatched();
            return;
        }
        waiting.timeout().cancel(false);
        pace.settled(waiting.job().turn(), System.nanoTime());
        Duration roundTrip = Duration.ofNanos(System.nanoTime() - waiting.sentNanos());
        observer.answered(waiting.sentNanos(), roundTrip, answer.nodeTime());
        waiting.job().settle(waiting.index(), new Delivery.Answered(answer));
        if (wire.spoilsConnection(answer)) {
            end("the node asks for a new connection");
        }
        observer.roomForMore();
    }

    /** Closes the socket; what was written and not answered is unknown from now on. */
    void end(String reason) {
        if (ended != null) {
            return;
        }
        ended = reason;
        List<Pending> lost = List.copyOf(pending.values());
        pending.clear();
        for (Pending waiting : lost) {
            waiting.timeout().cancel(false);
            waiting.job().settle(waiting.index(), new Delivery.Unknown("connection lost before the answer: " + reason));
        }
        channel.close();
        observer.ended(reason);
    }
}
