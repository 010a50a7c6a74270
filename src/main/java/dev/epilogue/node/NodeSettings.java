package dev.epilogue.node;

import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one node is reached.
 *
 * @param url {@code ws} or {@code wss}, path included
 * @param dialect {@code nitronode-v1} or {@code nitrorpc}
 * @param address the node's own address, by which it is checked; null accepts any
 * @param messageExpiry how long after its timestamp a 0.x node takes a request ({@code MSG_EXPIRY_TIME} of the node); too short a value
 *     lets a lost close be sent a second time. Rounds keep the value that they were opened with
 * @param resendAfter 0.x only; null: never. How long after a lost close the session must still read open for the same frame to be sent
 *     again, instead of waiting until the node refuses it (with the defaults 16 minutes after the closure's deadline). Risk: a node that takes
 *     longer than this over a frame books both, and pays everybody twice. Longer than {@code timeouts.unacknowledged}; choose it far
 *     above the longest time that the node has ever worked on a request, stalls of its database included
 * @param login how the service logs in (0.x); null makes a wallet that lives as long as the process
 * @param contracts the node's ChannelHub (v1) or Custody (0.x) by chain id; where one is given, the node must name the same; null takes
 *     the node's word, which the contract still has to bear out
 */
public record NodeSettings(
        @Nullable String url,
        @Nullable String dialect,
        @Nullable String address,
        @DefaultValue Pace pace,
        @DefaultValue Connections connections,
        @DefaultValue Timeouts timeouts,
        @DefaultValue("60s") Duration messageExpiry,
        @Nullable Duration resendAfter,
        @Nullable Login login,
        @Nullable Map<Long, String> contracts) {

    /**
     * What one connection may carry. A v1 node closes a connection without a word above 10 requests/s and a burst of 20, and then
     * swallows answers: {@code inFlight}, below that burst, keeps a stall of the network, the node or ourselves from turning our pace into it.
     *
     * @param requestsPerSecond steady pace
     * @param burst requests that may go at once after a pause
     * @param inFlight requests without an answer yet
     * @param queue requests that may wait for their turn; as many of callers, of work after closes, and of closes themselves
     * @param unanswered requests in a row without an answer, after which a node that is connected is asked nothing but a question from time
     *     to time
     * @param callersShare part of all this that callers' reads may take, above 0 and below 1; the rest is for closures
     */
    public record Pace(
            @DefaultValue("9.9") double requestsPerSecond,
            @DefaultValue("10") int burst,
            @DefaultValue("16") int inFlight,
            @DefaultValue("256") int queue,
            @DefaultValue("5") int unanswered,
            @DefaultValue("0.5") double callersShare) {

        private static final Pace USUAL = new Pace(9.9, 10, 16, 256, 5, 0.5);

        public static Pace of(double requestsPerSecond, int burst, int inFlight, int queue) {
            return new Pace(requestsPerSecond, burst, inFlight, queue, USUAL.unanswered, USUAL.callersShare);
        }
    }

    /**
     * How many connections there are. More than those kept are opened when the pace of the open ones does not suffice.
     *
     * @param reading kept open for reads
     * @param submitting kept open for frames alone
     * @param fresh opened for single reads, at the same time; each takes the place of one that is not kept
     * @param limit of all instances behind one address together, all kinds, up to which more are opened than are kept. A v1 node takes 50
     *     from one address: stay below by as many as one instance keeps, for one that joins takes those at once, and by what else asks the
     *     node from there
     * @param idle without work, after which a connection that is not kept is closed
     */
    public record Connections(
            @DefaultValue("2") int reading,
            @DefaultValue("1") int submitting,
            @DefaultValue("4") int fresh,
            @DefaultValue("47") int limit,
            @DefaultValue("60s") Duration idle) {

        /** A part of the connections is for frames: a close of two takes one frame and four reads. */
        private static final int PARTS = 5;

        private static final Connections USUAL = new Connections(2, 1, 4, 47, Duration.ofSeconds(60));

        /** None but these, and single reads beside them. */
        public static Connections fixed(int reading, int submitting, int fresh) {
            return new Connections(reading, submitting, fresh, reading + submitting, USUAL.idle);
        }

        /** What an instance cannot do without. */
        public int least() {
            return reading + submitting;
        }

        /**
         * As many of those that may be as are for frames.
         *
         * @param pooled how many may be, without those for single reads
         */
        public int mostSubmitting(int pooled) {
            return Math.max(submitting, Math.min(Math.ceilDiv(pooled, PARTS), pooled - reading));
        }

        public int mostReading(int pooled) {
            return Math.max(reading, pooled - mostSubmitting(pooled));
        }
    }

    /**
     * @param connect until the socket and the handshake stand
     * @param turn how long a read waits to be written
     * @param answer from writing to the answer
     * @param silence without a word from the node, after which the link counts as dead
     * @param unacknowledged TCP_USER_TIMEOUT: written bytes that the other side does not confirm; at most a lease
     * @param firstRetry pause before the first reconnect, doubled each time
     * @param longestRetry at most this pause
     */
    public record Timeouts(
            @DefaultValue("5s") Duration connect,
            @DefaultValue("3s") Duration turn,
            @DefaultValue("10s") Duration answer,
            @DefaultValue("15s") Duration silence,
            @DefaultValue("10s") Duration unacknowledged,
            @DefaultValue("250ms") Duration firstRetry,
            @DefaultValue("30s") Duration longestRetry) {}

    /**
     * The service's own wallet at a 0.x node. It needs no money and signs nothing but logins.
     *
     * @param privateKey {@code 0x} and 64 hex digits, or the path of a file that holds them
     * @param application under which the login is registered at the node; not {@code clearnode}
     */
    public record Login(
            @Nullable String privateKey,
            @DefaultValue("epilogue") String application) {
        @Override
        public String toString() {
            return "Login[" + application + "]";
        }
    }

    /** The defaults, for one address. */
    public static NodeSettings of(String url, String dialect) {
        return new NodeSettings(
                url,
                dialect,
                null,
                Pace.USUAL,
                Connections.USUAL,
                new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(30)),
                Duration.ofSeconds(60),
                null,
                null,
                null);
    }

    public NodeSettings with(Pace other) {
        return new NodeSettings(
                url, dialect, address, other, connections, timeouts, messageExpiry, resendAfter, login, contracts);
    }

    public NodeSettings with(Connections other) {
        return new NodeSettings(
                url, dialect, address, pace, other, timeouts, messageExpiry, resendAfter, login, contracts);
    }

    public NodeSettings with(Timeouts other) {
        return new NodeSettings(
                url, dialect, address, pace, connections, other, messageExpiry, resendAfter, login, contracts);
    }

    public NodeSettings withAddress(String other) {
        return new NodeSettings(
                url, dialect, other, pace, connections, timeouts, messageExpiry, resendAfter, login, contracts);
    }

    public NodeSettings withMessageExpiry(Duration other) {
        return new NodeSettings(
                url, dialect, address, pace, connections, timeouts, other, resendAfter, login, contracts);
    }

    public NodeSettings with(Login other) {
        return new NodeSettings(
                url, dialect, address, pace, connections, timeouts, messageExpiry, resendAfter, other, contracts);
    }

    public NodeSettings withContracts(Map<Long, String> other) {
        return new NodeSettings(
                url, dialect, address, pace, connections, timeouts, messageExpiry, resendAfter, login, other);
    }

    /** The node's contract on a chain, where the configuration names one. */
    public Optional<Address> contract(long chainId) {
        return Optional.ofNullable(contracts).map(named -> named.get(chainId)).map(Address::parse);
    }

    List<String> mistakes() {
        return new NodeSettingsCheck(this).mistakes();
    }
}
