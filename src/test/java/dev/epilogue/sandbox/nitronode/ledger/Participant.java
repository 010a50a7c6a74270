package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;

/** @param weight 0 to 255 */
public record Participant(Address wallet, int weight) {}
