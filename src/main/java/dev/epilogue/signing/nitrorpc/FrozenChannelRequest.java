package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Payload.FrozenRequest;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A request about one channel whose bytes are fixed: the fields and the text are two forms of one thing. The node takes it from
 * any connection while it is signed by the channel's wallet, or by a session key of it, over the text's bytes without a prefix.
 */
public sealed interface FrozenChannelRequest {

    /** 1 to 2^53-1. */
    long id();

    Hash32 channelId();

    /** The node does not look at it; never anybody's but the participant's own address. */
    Address fundsDestination();

    /** Milliseconds since the epoch, 13 digits. The node takes the request until its expiry (60 s) after that time. */
    long timestamp();

    String method();

    /** The request's params, members in the order in which they are frozen. */
    String params();

    /**
     * {@code resize_channel}.
     *
     * @param resizeAmount in the token's smallest unit: what comes from (+) or goes to (-) the wallet's custody account
     * @param allocateAmount likewise from or to the node's, against the wallet's unified balance
     */
    record Resize(
            long id,
            Hash32 channelId,
            BigInteger resizeAmount,
            BigInteger allocateAmount,
            Address fundsDestination,
            long timestamp)
            implements FrozenChannelRequest {

        public static final String METHOD = "resize_channel";

        public Resize {
            FrozenClose.checkHeader(id, timestamp);
            if (resizeAmount.signum() == 0 && allocateAmount.signum() == 0) {
                throw new IllegalArgumentException("a resize by nothing");
            }
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public String params() {
            return "{\"channel_id\":\"%s\",\"resize_amount\":\"%s\",\"allocate_amount\":\"%s\",\"funds_destination\":\"%s\"}"
                    .formatted(channelId.hex(), resizeAmount, allocateAmount, fundsDestination.checksummed());
        }
    }

    /** {@code close_channel}. */
    record Close(long id, Hash32 channelId, Address fundsDestination, long timestamp) implements FrozenChannelRequest {

        public static final String METHOD = "close_channel";

        public Close {
            FrozenClose.checkHeader(id, timestamp);
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public String params() {
            return "{\"channel_id\":\"%s\",\"funds_destination\":\"%s\"}"
                    .formatted(channelId.hex(), fundsDestination.checksummed());
        }
    }

    /**
     * From the exact text back to its fields.
     *
     * @throws IllegalArgumentException when the text is not, letter for letter, what its fields make
     */
    static FrozenChannelRequest read(String text) {
        CanonicalReader reader = new CanonicalReader(text);
        reader.expect("[");
        long id = reader.number();
        reader.expect(",");
        String method = reader.quoted();
        reader.expect(",{\"channel_id\":");
        Hash32 channelId = Hash32.parse(reader.quoted());
        FrozenChannelRequest request = switch (method) {
            case Resize.METHOD -> {
                reader.expect(",\"resize_amount\":");
                BigInteger resize = new BigInteger(reader.quoted());
                reader.expect(",\"allocate_amount\":");
                BigInteger allocate = new BigInteger(reader.quoted());
                yield new Resize(id, channelId, resize, allocate, destination(reader), end(reader));
            }
            case Close.METHOD -> new Close(id, channelId, destination(reader), end(reader));
            default -> throw new IllegalArgumentException("not a request about a channel");
        };
        if (!request.text().equals(text)) {
            throw new IllegalArgumentException("not the canonical text of its own fields");
        }
        return request;
    }

    private static Address destination(CanonicalReader reader) {
        reader.expect(",\"funds_destination\":");
        return Address.parse(reader.quoted());
    }

    private static long end(CanonicalReader reader) {
        reader.expect("},");
        long timestamp = reader.number();
        reader.expect("]");
        reader.end();
        return timestamp;
    }

    /** What is signed and sent. */
    default String text() {
        return CanonicalText.request(id(), method(), params(), timestamp());
    }

    default byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    /** {@code 0x} hex of the bytes. */
    default String message() {
        return Hex.encode(bytes());
    }

    /** Of the bytes, without any prefix. */
    default Hash32 digest() {
        return Keccak.hash(bytes());
    }

    default FrozenRequest header() {
        return new FrozenRequest(id(), method(), timestamp());
    }
}
