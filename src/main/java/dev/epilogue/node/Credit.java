package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.time.Instant;

/**
 * One record by which a node says that session money reached a participant: a release (v1) or an {@code app_withdrawal} (0.x).
 *
 * @param id the record's own id: transaction hash (v1) or row number as text (0.x)
 * @param at the node's time; second precision on v1
 */
public record Credit(String id, Address participant, String asset, Amount amount, Instant at) {}
