package dev.epilogue.web.streams;

import dev.epilogue.journal.Item;
import dev.epilogue.journal.Outbox;
import dev.epilogue.web.http.Caller;
import java.time.Instant;

/** One reader's stream and the connection under it. Looked after by one thread. */
final class OpenStream {

    private final Outbox outbox;
    private final Caller reader;
    private final boolean manyClosures;
    private final Runnable disconnect;
    private volatile boolean ending;
    private long takenAtLastBeat = -1;
    private long endingSince;

    /** @param disconnect closes the connection at once */
    OpenStream(Outbox outbox, Caller reader, boolean manyClosures, Runnable disconnect) {
        this.outbox = outbox;
        this.reader = reader;
        this.manyClosures = manyClosures;
        this.disconnect = disconnect;
    }

    Outbox outbox() {
        return outbox;
    }

    Caller reader() {
        return reader;
    }

    /** Ends with its reader's credential, at the latest. */
    void endWithAccess(Instant now) {
        Instant until = reader.principal().until();
        if (until != null && !now.isBefore(until)) {
            end(Item.Goodbye.ACCESS_ENDED);
        }
    }

    /** Shows life. Who has not even taken the beat before is gone, whatever its socket says. */
    void beat(Item.Beat plain, Item.Beat reached) {
        if (!outbox.live()) {
            return;
        }
        if (outbox.size() > 0 && outbox.taken() == takenAtLastBeat) {
            outbox.end(Item.Goodbye.TOO_SLOW);
            return;
        }
        takenAtLastBeat = outbox.taken();
        outbox.offer(manyClosures ? reached : plain);
    }

    void end(Item.Goodbye reason) {
        ending = true;
        outbox.end(reason);
    }

    boolean ending() {
        return ending;
    }

    /** Closes the connection of a reader that has had time enough for its goodbye. */
    void enforce(long now, long grace) {
        if (!ending && !outbox.tooSlow()) {
            return;
        }
        if (endingSince == 0) {
            endingSince = now;
        } else if (now - endingSince >= grace) {
            disconnect.run();
        }
    }

    void disconnect() {
        disconnect.run();
    }
}
