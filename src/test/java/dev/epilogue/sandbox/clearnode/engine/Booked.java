package dev.epilogue.sandbox.clearnode.engine;

import java.util.List;
import java.util.Set;

/** What a change of a session did. @param paid the wallets whose unified balance it touched, in order */
public record Booked(Session session, Set<String> paid, List<LedgerRecord> records) {}
