package dev.epilogue.node.nitronode;

import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeJson;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that are stored before they are sent; {@code app_sessions.v1.submit_app_state} with every member spelled out. */
final class Frames {

    private static final String METHOD = "app_sessions.v1.submit_app_state";

    /** Ids of frames that are stored begin here; those of reads stay below. */
    private static final BigInteger FIRST_ID = BigInteger.ONE.shiftLeft(40);

    private static final BigInteger IDS = BigInteger.ONE.shiftLeft(53).subtract(FIRST_ID);

    private Frames() {}

    static Frame frame(Payload payload, SessionId session, List<String> signatures, Instant now) {
        Integer intent = payload.intent();
        String data = payload.sessionData();
        boolean submittable = payload.purpose() == Purpose.OPERATE || payload.purpose() == Purpose.CLOSE;
        if (!submittable || intent == null || data == null) {
            throw new IllegalArgumentException("not a payload that a v1 node takes: " + payload.purpose());
        }
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("app_session_id", session.hex());
        update.put("intent", intent);
        update.put("version", Long.toString(payload.versionNumber()));
        update.put(
                "allocations", payload.allocations().stream().map(Frames::row).toList());
        update.put("session_data", data);
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("app_state_update", update);
        params.put("quorum_sigs", signatures);
        return request(METHOD, params, now);
    }

    /** A request that is stored before it is sent. */
    static Frame request(String method, Map<String, ?> params, Instant now) {
        String body = NodeJson.write(params);
        long id = id(body, now);
        return new Frame(id, NitronodeWire.envelope(id, method, body, now));
    }

    private static Map<String, String> row(Allocation allocation) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("participant", allocation.participant().lowerCase());
        row.put("asset", allocation.asset());
        row.put("amount", allocation.amount().text());
        return row;
    }

    /** As good as random, and the same for the same frame. */
    private static long id(String body, Instant now) {
        Hash32 hash = Keccak.hash((now.toEpochMilli() + body).getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, hash.bytes()).mod(IDS).add(FIRST_ID).longValueExact();
    }
}
