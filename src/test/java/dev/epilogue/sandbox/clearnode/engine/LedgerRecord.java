package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigDecimal;
import java.time.Instant;

/** A ledger transaction as {@code get_ledger_transactions} lists it. */
public record LedgerRecord(long id, String type, String from, String to, String asset, BigDecimal amount, Instant at) {}
