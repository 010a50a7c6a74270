package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.time.Instant;

/**
 * One record by which a node says that session money reached a participant: a release (v1) or an {@code app_withdrawal} (0.x).
 *
 * @param id the record's own id: transaction hash (v1) or row number as text (0.x)
 * @param at the node's time; v1: when it was booked, to the second; 0.x: when the node began the work, which may have been shown much later
 */
public record Credit(String id, Address participant, String asset, Amount amount, Instant at) {}
