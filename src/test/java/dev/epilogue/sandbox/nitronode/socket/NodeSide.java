package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.sandbox.nitronode.fault.Faults;
import dev.epilogue.sandbox.nitronode.protocol.Protocol;
import dev.epilogue.value.SessionId;
import java.util.concurrent.Executor;

/**
 * What all connections of one node share.
 *
 * @param executor where requests are executed, off the event loops
 */
public record NodeSide(Protocol protocol, Faults faults, Journal journal, Interloper interloper, Executor executor) {

    /** Somebody else who uses the same session. */
    public interface Interloper {

        void operate(SessionId session);

        void close(SessionId session);
    }
}
