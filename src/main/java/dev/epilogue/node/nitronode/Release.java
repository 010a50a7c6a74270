package dev.epilogue.node.nitronode;

import dev.epilogue.node.Credit;
import dev.epilogue.node.NodeJson;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row of {@code user.v1.get_transactions}.
 *
 * @param receiverState id of the channel state that the row made; absent for some types
 */
record Release(String id, @Nullable String receiverState, Credit credit) {

    static Release parse(JsonNode row) {
        try {
            String id = NodeJson.text(row, "id");
            Credit credit = new Credit(
                    id,
                    Address.parse(NodeJson.text(row, "to_account")),
                    NodeJson.text(row, "asset"),
                    Amount.parse(NodeJson.text(row, "amount")),
                    time(NodeJson.text(row, "created_at")));
            String state = row.has("receiver_new_state_id") ? NodeJson.text(row, "receiver_new_state_id") : null;
            return new Release(id, state, credit);
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw NodeJson.misshapen("transactions");
        }
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** Looked at before the rest is read: a wallet's list holds what came from everywhere. */
    static boolean isFrom(SessionId session, JsonNode row) {
        return NodeJson.text(row, "from_account").equalsIgnoreCase(session.hex());
    }

    /**
     * Whether the id is the one that the node derives from account and state. Not so for a frame that somebody submitted with the
     * session's id in other letters.
     *
     * @return empty when the row does not name a state
     */
    Optional<Boolean> idFollows(SessionId session) {
        return Optional.ofNullable(receiverState)
                .map(state -> Hash32.of(encoded(session.hex(), Hex.decode(state, 32)))
                        .hex()
                        .equalsIgnoreCase(id));
    }

    /** Keccak-256 of {@code abi.encode(string, bytes32)}. */
    private static byte[] encoded(String account, byte[] state) {
        byte[] text = account.getBytes(StandardCharsets.UTF_8);
        int words = (text.length + 31) / 32;
        ByteBuffer encoding = ByteBuffer.allocate(32 * (3 + words));
        encoding.putLong(24, 64);
        encoding.put(32, state);
        encoding.putLong(64 + 24, text.length);
        encoding.put(96, text);
        return Keccak.hash(encoding.array()).bytes();
    }
}
