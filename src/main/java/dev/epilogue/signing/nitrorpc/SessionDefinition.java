package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The definition from which a session's id is derived.
 *
 * @param participants in the definition's order and spelling, both of which the id depends on
 * @param challenge seconds; never used by anybody
 * @param nonce unsigned 64 bits
 */
public record SessionDefinition(
        String application,
        String protocol,
        List<String> participants,
        List<Long> weights,
        long quorum,
        long challenge,
        BigInteger nonce) {

    /** What a node stores where a definition says 0. */
    private static final long QUORUM_FOR_ZERO = 100;

    /** What a node filled in later where a session's definition had no application. */
    private static final String APPLICATION_FOR_NONE = "clearnode";

    public SessionDefinition {
        participants = List.copyOf(participants);
        weights = List.copyOf(weights);
    }

    /** How a definition that was read stands to the id under which it was read. */
    public enum Standing {
        /** The id is this definition's. */
        MATCHES,
        /** The id is that of a session from before definitions named their application. */
        LEGACY,
        /** The id is another definition's: nothing that was read can be trusted. */
        MISMATCH
    }

    public SessionId sessionId() {
        return idOf(text());
    }

    /** Also takes a quorum of 100 for one that was defined as 0. */
    public Standing check(SessionId read) {
        List<SessionDefinition> possible = quorum == QUORUM_FOR_ZERO ? List.of(this, withQuorum(0)) : List.of(this);
        if (possible.stream().anyMatch(definition -> definition.sessionId().equals(read))) {
            return Standing.MATCHES;
        }
        boolean legacy = application.equals(APPLICATION_FOR_NONE)
                && possible.stream()
                        .anyMatch(definition -> idOf("{" + definition.members()).equals(read));
        return legacy ? Standing.LEGACY : Standing.MISMATCH;
    }

    /** Who can get money, but whose signature the node never counts, for it compares spellings. */
    public List<String> cannotSign() {
        return participants.stream()
                .filter(participant -> !canSign(participant))
                .toList();
    }

    /** @param participant in the definition's spelling */
    public static boolean canSign(String participant) {
        try {
            return Address.parse(participant).checksummed().equals(participant);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** What is hashed. */
    public String text() {
        return "{\"application\":" + GoJson.quoted(application) + "," + members();
    }

    private String members() {
        return "\"protocol\":%s,\"participants\":%s,\"weights\":%s,\"quorum\":%s,\"challenge\":%s,\"nonce\":%s}"
                .formatted(
                        GoJson.quoted(protocol),
                        participants.stream().map(GoJson::quoted).collect(Collectors.joining(",", "[", "]")),
                        weights.stream().map(SessionDefinition::seen).collect(Collectors.joining(",", "[", "]")),
                        seen(quorum),
                        seen(challenge),
                        GoJson.seenByNode(nonce));
    }

    private SessionDefinition withQuorum(long other) {
        return new SessionDefinition(application, protocol, participants, weights, other, challenge, nonce);
    }

    private static String seen(long number) {
        return GoJson.seenByNode(BigInteger.valueOf(number)).toString();
    }

    private static SessionId idOf(String text) {
        return new SessionId(Keccak.hash(Abi.utf8(text)));
    }
}
