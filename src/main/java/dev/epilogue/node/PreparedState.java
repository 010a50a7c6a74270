package dev.epilogue.node;

import dev.epilogue.signing.nitrorpc.PackedCustodyState;
import dev.epilogue.value.EcdsaSignature;

/** What a 0.x node answered to a resize or a close of a channel. */
public sealed interface PreparedState {

    /**
     * A state that is what was asked for, and that the node has signed. With the wallet's signature anybody can bring it on chain.
     *
     * @param nodeSignature with {@code v} of 27 or 28 and low {@code s}, as the contract demands
     */
    record Signed(PackedCustodyState packed, EcdsaSignature nodeSignature) implements PreparedState {}

    /**
     * Must not be signed by anybody.
     *
     * @param reason what differs from what was asked for; safe to show
     */
    record Unusable(String reason) implements PreparedState {}
}
