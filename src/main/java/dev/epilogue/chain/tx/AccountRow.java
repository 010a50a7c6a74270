package dev.epilogue.chain.tx;

import dev.epilogue.value.Address;

/** @param halted an operator's word */
record AccountRow(long chainId, Address account, boolean halted) {}
