package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.signing.nitrorpc.FrozenClose.Row;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What participants sign to end a 0.x session: one request, whatever the split. */
public final class NitroRpcPayloads {

    /** Ids below are left to requests that are not frozen. */
    public static final long LOWEST_FROZEN_ID = 1L << 40;

    private NitroRpcPayloads() {}

    /**
     * Lists every participant for every asset, assets by symbol, participants in the definition's order: whoever is left out of a
     * close keeps a phantom balance while the others are paid its money.
     *
     * @param proposed what each shall get; a row left out means zero
     * @param sessionData null keeps what is stored, empty text empties it
     * @param requestId random, 2^40 to 2^53-1, never used before
     * @param timestamp of {@link SigningWindow#timestamp}
     * @throws IllegalArgumentException when totals per asset differ from what is held, a row is repeated, negative, finer than 18
     *     digits or for somebody else, or a text is not printable ASCII
     */
    public static List<Payload> freeze(
            OpenSession session,
            List<Allocation> proposed,
            @Nullable String sessionData,
            long requestId,
            long timestamp) {
        if (requestId < LOWEST_FROZEN_ID) {
            throw new IllegalArgumentException("a frozen request's id is at least 2^40");
        }
        Map<Object, Amount> shares = shares(session, proposed);
        Map<String, Amount> held = OpenSession.totals(session.held());
        Map<String, Amount> distributed = OpenSession.totals(proposed);
        held.keySet().forEach(asset -> distributed.putIfAbsent(asset, Amount.ZERO));
        distributed.keySet().forEach(asset -> held.putIfAbsent(asset, Amount.ZERO));
        if (!held.equals(distributed)) {
            throw new IllegalArgumentException("totals per asset differ");
        }
        List<Row> rows = new ArrayList<>();
        for (String asset : new TreeMap<>(held).keySet()) {
            for (String participant : session.participants()) {
                rows.add(new Row(
                        participant, asset, shares.getOrDefault(key(Address.parse(participant), asset), Amount.ZERO)));
            }
        }
        FrozenClose close = new FrozenClose(requestId, session.sessionId(), rows, sessionData, timestamp);
        return List.of(payload(close, Math.addExact(session.versionNumber(), 1)));
    }

    /**
     * The request that a payload stands for, rebuilt from its text and compared with everything that the payload shows.
     *
     * @throws IllegalArgumentException when anything differs: such a payload must be neither signed nor sent
     */
    public static FrozenClose closeOf(SessionId sessionId, Payload payload) {
        if (payload.text() == null) {
            throw new IllegalArgumentException("payload " + payload.index() + " is no frozen request");
        }
        FrozenClose close = FrozenClose.read(payload.text());
        boolean same = close.sessionId().equals(sessionId)
                && close.header().equals(payload.request())
                && close.allocations().equals(payload.allocations())
                && Objects.equals(close.sessionData(), payload.sessionData())
                && Hex.encode(close.bytes()).equals(payload.message())
                && close.digest().equals(payload.digest());
        if (!same) {
            throw new IllegalArgumentException("the payload's text is not what the payload shows");
        }
        return close;
    }

    private static Map<Object, Amount> shares(OpenSession session, List<Allocation> proposed) {
        Map<Object, Amount> shares = new HashMap<>();
        for (Allocation row : proposed) {
            if (!session.has(row.participant())) {
                throw new IllegalArgumentException(row.participant() + " is not a participant");
            }
            if (shares.put(key(row.participant(), row.asset()), row.amount()) != null) {
                throw new IllegalArgumentException(
                        "repeated allocation of %s for %s".formatted(row.asset(), row.participant()));
            }
        }
        return shares;
    }

    private static Object key(Address participant, String asset) {
        return List.of(participant, asset);
    }

    private static Payload payload(FrozenClose close, long versionNumber) {
        return new Payload(
                0,
                Purpose.CLOSE,
                true,
                null,
                null,
                null,
                versionNumber,
                null,
                Scheme.RAW,
                Hex.encode(close.bytes()),
                close.text(),
                close.digest(),
                close.header(),
                close.allocations(),
                close.sessionData());
    }
}
