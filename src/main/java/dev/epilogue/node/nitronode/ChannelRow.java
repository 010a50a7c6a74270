package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.NodeJson;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A channel as {@code channels.v1} shows it. */
final class ChannelRow {

    private ChannelRow() {}

    static boolean isHome(JsonNode row) {
        return "home".equals(NodeJson.text(row, "type"));
    }

    static NodeChannel parse(JsonNode row) {
        Address wallet = NodeJson.address(row, "user_wallet");
        return new NodeChannel(
                NodeJson.hash(row, "channel_id"),
                wallet,
                wallet,
                NodeJson.text(row, "asset"),
                Json.number(row, "blockchain_id"),
                NodeJson.address(row, "token_address"),
                Duration.ofSeconds(Json.integer(row, "challenge_duration")),
                status(NodeJson.text(row, "status")),
                Json.number(row, "state_version"),
                expiry(row),
                unsigned(NodeJson.text(row, "nonce")),
                validators(NodeJson.text(row, "approved_sig_validators")),
                null,
                null);
    }

    private static Status status(String text) {
        return switch (text) {
            case "void" -> Status.VOID;
            case "open" -> Status.OPEN;
            case "challenged" -> Status.CHALLENGED;
            case "closing" -> Status.CLOSING;
            case "closed" -> Status.CLOSED;
            default -> throw NodeJson.misshapen("status");
        };
    }

    /** Of any zone offset. */
    private static @Nullable Instant expiry(JsonNode row) {
        if (row.path("challenge_expires_at").isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(NodeJson.text(row, "challenge_expires_at"))
                    .toInstant();
        } catch (DateTimeException notATime) {
            throw NodeJson.misshapen("challenge_expires_at");
        }
    }

    private static long unsigned(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException notANumber) {
            throw NodeJson.misshapen("nonce");
        }
    }

    private static BigInteger validators(String hex) {
        try {
            return new BigInteger(1, Hex.decode(hex.length() % 2 == 0 ? hex : "0x0" + hex.substring(2)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notHex) {
            throw NodeJson.misshapen("approved_sig_validators");
        }
    }
}
