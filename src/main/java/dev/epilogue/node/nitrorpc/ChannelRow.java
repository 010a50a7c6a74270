package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A channel as {@code get_channels} shows it. */
final class ChannelRow {

    private ChannelRow() {}

    static NodeChannel parse(JsonNode row, List<Token> tokens) {
        long chainId = Json.number(row, "chain_id");
        Address token = NodeJson.address(row, "token");
        return new NodeChannel(
                NodeJson.hash(row, "channel_id"),
                NodeJson.address(row, "wallet"),
                NodeJson.address(row, "participant"),
                Directory.of(tokens, chainId, token).map(Token::asset).orElse(null),
                chainId,
                token,
                Duration.ofSeconds(Json.number(row, "challenge")),
                status(NodeJson.text(row, "status")),
                Json.number(row, "version"),
                null,
                nonce(row.path("nonce")),
                null,
                NodeJson.address(row, "adjudicator"),
                Json.units(row, "amount"));
    }

    private static Status status(String text) {
        return switch (text) {
            case "open" -> Status.OPEN;
            case "resizing" -> Status.RESIZING;
            case "challenged" -> Status.CHALLENGED;
            case "closed" -> Status.CLOSED;
            default -> throw NodeJson.misshapen("status");
        };
    }

    private static long nonce(JsonNode nonce) {
        BigInteger value = nonce.isIntegralNumber() ? nonce.bigIntegerValue() : BigInteger.ONE.negate();
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw NodeJson.misshapen("nonce");
        }
        return value.longValue();
    }
}
