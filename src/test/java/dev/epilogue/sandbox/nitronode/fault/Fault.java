package dev.epilogue.sandbox.nitronode.fault;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** One way for a node to misbehave on a request. */
public sealed interface Fault {

    /** The request waits, and so does everything behind it on its connection. Then it is answered properly. */
    record Delay(Duration time) implements Fault {}

    /** The connection is cut (1006); the request is not executed. */
    record DropBefore() implements Fault {}

    /** The request is executed and the connection cut (1006) in place of the answer. */
    record DropAfter() implements Fault {}

    /** The request is executed and never answered; the connection lives on. */
    record Silent() implements Fault {}

    /** The request is executed and answered twice. */
    record Duplicate() implements Fault {}

    /** The request is executed; the answer is this text. */
    record Garbage(String frame) implements Fault {}

    /** The request is executed; the answer is what the lie makes of the true one. */
    record Lie(UnaryOperator<String> told) implements Fault {}

    /** The request is not executed; the answer is an error with this text. */
    record Refuse(String text) implements Fault {}

    /** Never answered, and executed only after this time, whether the connection still exists or not. */
    record Late(Duration time) implements Fault {}

    /**
     * The request waits for the lock, and so does everything behind it on its connection; then it is executed, dated by the node's clock
     * of that moment, and answered where its connection still exists.
     */
    record Held(RowLock lock) implements Fault {}

    /** Just before the request somebody else's operate, which changes nothing but the version, is executed. */
    record OperateFirst() implements Fault {}

    /** Just before the request somebody else closes the session at its current allocations. */
    record CloseFirst() implements Fault {}

    /** The request is not executed; from now on the connection neither answers nor pings nor pongs, but stays open. */
    record HalfOpen() implements Fault {}
}
