package dev.epilogue.channel.update;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a channel update stands. What a stage will send, it holds, sealed, before anything is sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "at")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Stage.Looking.class, name = "looking"),
    @JsonSubTypes.Type(value = Stage.Asking.class, name = "asking"),
    @JsonSubTypes.Type(value = Stage.Relaying.class, name = "relaying"),
    @JsonSubTypes.Type(value = Stage.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Stage.Sending.class, name = "sending"),
    @JsonSubTypes.Type(value = Stage.Ended.class, name = "ended")
})
public sealed interface Stage {

    /** The API's name. */
    String status();

    /** The node and the chain are read, again and again until something can be done. */
    record Looking() implements Stage {
        @Override
        public String status() {
            return "PENDING";
        }
    }

    /**
     * The participant is asked for what the newest ask names.
     *
     * @param prepared 0.x: what the node prepared, where it is that state which is asked for
     */
    record Asking(@Nullable Answered prepared) implements Stage {
        @Override
        public String status() {
            return "WAITING_SIGNATURE";
        }
    }

    /**
     * A frame for the node: about to be sent, sent, or of unknown outcome.
     *
     * @param frame sealed
     * @param channel 0.x: as the node showed it when the request was frozen
     * @param tries how often it was handed over for sending
     * @param sentAt of the last try; null before the first
     * @param unknown whether a try may have run without our knowing
     */
    record Relaying(
            long requestId,
            String frame,
            @Nullable NodeChannel channel,
            int tries,
            @Nullable Instant sentAt,
            boolean unknown)
            implements Stage {
        @Override
        public String status() {
            return "SENT";
        }

        Relaying sending(Instant now) {
            return new Relaying(requestId, frame, channel, tries + 1, now, true);
        }

        Relaying notSent() {
            return new Relaying(requestId, frame, channel, tries, sentAt, false);
        }

        @Override
        public String toString() {
            return "Relaying[%d, tries %d, unknown %s]".formatted(requestId, tries, unknown);
        }
    }

    /**
     * 0.x: the node has prepared a state and says so only once.
     *
     * @param request the frozen request's text
     * @param answer the node's answer, sealed
     */
    record Answered(String request, NodeChannel channel, String answer) implements Stage {
        @Override
        public String status() {
            return "SENT";
        }

        @Override
        public String toString() {
            return "Answered[" + channel.channelId() + "]";
        }
    }

    /**
     * A transaction is asked for, or under way.
     *
     * @param key by which asking again finds the same transaction
     * @param data calldata, sealed
     * @param version of the state that it puts on chain
     * @param transaction its id; null until it is known
     */
    record Sending(
            String key,
            String purpose,
            long chainId,
            Address to,
            String data,
            BigInteger version,
            @Nullable String transaction)
            implements Stage {
        @Override
        public String status() {
            return "SENT";
        }

        Sending known(String id) {
            return new Sending(key, purpose, chainId, to, data, version, id);
        }

        @Override
        public String toString() {
            return "Sending[" + key + "]";
        }
    }

    /** Nothing more will come of it. */
    record Ended(Result result) implements Stage {
        @Override
        public String status() {
            return result.name();
        }
    }

    /** How it ended, by the API's names. */
    enum Result {
        /** The credit is proved, and nothing else was asked for. */
        REFLECTED,
        /** What was asked for is proved. */
        CONFIRMED,
        /** Nothing was paid to this channel's participant. */
        NO_CREDIT,
        NO_CHANNEL,
        CHALLENGED,
        /** The participant did not sign in time. */
        UNACKNOWLEDGED,
        /** It cannot be done; the detail says why. */
        FAILED
    }
}
