package dev.epilogue.testing;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;

/** A fake node, by what its dialects have in common. */
public interface NodeStand extends AutoCloseable {

    /** What the service's settings call the node's dialect. */
    String dialect();

    String url();

    /** What the service has to be told of the node beside url and dialect, behind the node's prefix. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** By which the node is known, whatever its settings call it. */
    Address address();

    /** Every weight is 1. */
    SessionId session(int quorum, List<Wallet> participants, Allocation... holdings);

    /** The next close of the session meets with this. */
    void strikeClose(SessionId session, Mishap mishap);

    /** Somebody updates the session to this split; where the total falls or grows, money was taken out or put in. */
    void update(SessionId session, Allocation... split);

    /** Somebody closes the session at what it holds. */
    void close(SessionId session);

    boolean closed(SessionId session);

    /** Closing data as the node stores it. */
    String sessionData(SessionId session);

    /** How often somebody asked the node for sessions, one or many. */
    int sessionReads();

    /** Closes that reached the node. */
    int closesReceived(SessionId session);

    void awaitCloses(SessionId session, int count) throws InterruptedException;

    /** Closes that the node carried out for its clients. */
    int closesExecuted(SessionId session);

    /** What the node carried out for its clients, in order, in words. */
    List<String> executed(SessionId session);

    /** Records of money that left the session for a participant. */
    int payments(SessionId session);

    @Override
    void close();

    /** What may happen to a close. */
    enum Mishap {
        /** Executed, and then the connection is cut. */
        CUT_AFTER,
        /** Executed, and never answered. */
        UNANSWERED,
        /** Executed, and answered with what nobody can read. */
        GARBLED,
        /** Executed, and answered twice. */
        ANSWERED_TWICE,
        /** Executed and answered later than usual, and still in time. */
        SLOW,
        /** Never executed, and the connection is cut. */
        CUT_BEFORE,
        /** Never executed, and answered with a failure of the node's own. */
        FAILED,
        /** Somebody updates the session without moving money just before. */
        UPDATED_FIRST,
        /** Somebody closes the session at what it holds just before. */
        CLOSED_FIRST
    }
}
