package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.InstantSource;

/** What the node's operator decides. */
public record Settings(byte[] brokerKey, Chain chain, Timing timing) {

    /**
     * @param clock decides about timestamps, expiries and what rows are dated
     * @param messageExpiry how old a private request may be
     * @param work how long a change of a session takes between its checks and its commit, in real time; two changes on two
     *     connections that meet within it both book
     */
    public record Timing(InstantSource clock, Duration messageExpiry, Duration work) {}

    public Address broker() {
        return Secp256k1.best().addressOf(brokerKey);
    }
}
