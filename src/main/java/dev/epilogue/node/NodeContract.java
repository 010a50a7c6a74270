package dev.epilogue.node;

import dev.epilogue.value.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a node holds its channels on one chain.
 *
 * @param name of the chain, the node's word for it
 * @param address ChannelHub (v1) or Custody (0.x)
 * @param adjudicator 0.x; null on v1
 * @param confirmationDelay v1: how long after a block the node acts on its events; null on 0.x, where it does so at once
 */
public record NodeContract(
        long chainId,
        String name,
        Address address,
        @Nullable Address adjudicator,
        @Nullable Duration confirmationDelay) {}
