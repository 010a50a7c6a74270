package dev.epilogue.escalation;

import dev.epilogue.value.Amount;
import java.time.Instant;

/**
 * How a channel was closed on chain.
 *
 * @param at chain time of the closing block
 * @param paid what the participant got by it
 * @param reclaimable what waits in the contract for the participant's own transaction
 */
record Ending(Instant at, Amount paid, Amount reclaimable) {}
