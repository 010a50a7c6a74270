package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What participants sign to end a v1 session. */
public final class NitronodePayloads {

    private NitronodePayloads() {}

    /**
     * A close at the current split, or an update to the new split and a close at it: a node's close must repeat exactly what the
     * session holds. Every payload carries the session data, so that a close frozen anew after its update ran is the same close.
     *
     * @param baseVersion the session's version now
     * @param current what the session holds; zero rows do not matter
     * @param proposed what it shall hold at the end; a row left out means zero
     * @param sessionData null or empty keeps what is stored
     * @throws IllegalArgumentException when a list repeats a (participant, asset) or has a negative amount, or when the totals
     *     per asset differ: no node accepts that
     */
    public static List<Payload> freeze(
            SessionId sessionId,
            long baseVersion,
            List<Allocation> current,
            List<Allocation> proposed,
            @Nullable String sessionData) {
        Split before = Split.of(current);
        Split after = Split.of(proposed);
        if (!before.totals().equals(after.totals())) {
            throw new IllegalArgumentException("totals per asset differ");
        }
        String data = sessionData == null ? "" : sessionData;
        long next = Math.addExact(baseVersion, 1);
        if (before.equals(after)) {
            return List.of(payload(0, new AppStateUpdate(sessionId, Intent.CLOSE, next, after.rows(), data)));
        }
        List<Allocation> snapshot = after.withZeroRowsOf(before);
        return List.of(
                payload(0, new AppStateUpdate(sessionId, Intent.OPERATE, next, snapshot, data)),
                payload(1, new AppStateUpdate(sessionId, Intent.CLOSE, Math.addExact(next, 1), after.rows(), data)));
    }

    /** The update that a required payload stands for. */
    public static AppStateUpdate updateOf(SessionId sessionId, Payload payload) {
        Integer intent = payload.intent();
        String data = payload.sessionData();
        if (intent == null || data == null) {
            throw new IllegalArgumentException("payload " + payload.index() + " is no update of a session");
        }
        return new AppStateUpdate(
                sessionId, Intent.ofWire(intent), payload.versionNumber(), payload.allocations(), data);
    }

    private static Payload payload(int index, AppStateUpdate update) {
        return new Payload(
                index,
                update.intent() == Intent.CLOSE ? Purpose.CLOSE : Purpose.OPERATE,
                true,
                null,
                null,
                null,
                update.version(),
                update.intent().wire(),
                Scheme.EIP191,
                update.payloadHash().hex(),
                null,
                update.digest(),
                null,
                update.allocations(),
                update.sessionData());
    }
}
