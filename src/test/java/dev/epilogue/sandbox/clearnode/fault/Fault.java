package dev.epilogue.sandbox.clearnode.fault;

import dev.epilogue.sandbox.clearnode.engine.Share;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What may go wrong with one request. Faults of one request combine where that makes sense. */
public sealed interface Fault {

    /** The node starts to work on the request later. Requests behind it on the connection wait. */
    record Delay(Duration by) implements Fault {}

    /** The connection is cut and the request is never executed. */
    record DropBefore() implements Fault {}

    /** The request is executed, then the connection is cut instead of answering. Pushes to others still go out. */
    record DropAfter() implements Fault {}

    /** The request is read and nothing ever comes of it; the connection lives on. */
    record Ignore() implements Fault {}

    /** The request is executed and its answer never sent; the connection lives on. */
    record LoseAnswer() implements Fault {}

    /**
     * The checks pass now, the booking happens later: in between everything reads as if the request did not exist.
     *
     * @param cut whether the connection is cut at once, as when a client gives up
     */
    record ExecuteLate(Duration after, boolean cut) implements Fault {}

    /** Like {@link ExecuteLate}, for as long as the gate is closed. */
    record Hold(Gate gate) implements Fault {}

    /** The answer comes twice. */
    record DuplicateAnswer() implements Fault {}

    /** The request is executed and this text is sent in place of the answer. */
    record Garbage(String text) implements Fault {}

    /** The request is executed; the broker signs what the lie makes of the true answer. */
    record Lie(UnaryOperator<String> told) implements Fault {}

    /** Refused with this text without any look at the request. */
    record Refuse(String text) implements Fault {}

    /** The request is executed, the answer is signed by a key that is not the broker's. */
    record WrongSignature() implements Fault {}

    /** Before the request, somebody's update of the session slips in: its version is one higher. */
    record VersionRace(List<Share> allocations) implements Fault {}

    /** Before the request, somebody closes the session with other allocations. */
    record ClosedElsewhere(List<Share> allocations) implements Fault {}

    /**
     * The node is killed while it works on the request, and started again at once.
     *
     * @param committed whether the work was committed before; the history has no entry either way
     */
    record Kill(boolean committed) implements Fault {}

    /** Before the request the node forgets who is logged in: {@code authentication required}. */
    record ForgetLogins() implements Fault {}

    /** Before the request a day without calls seems to have passed: {@code session expired, please re-authenticate}. */
    record ExpireLogins() implements Fault {}
}
