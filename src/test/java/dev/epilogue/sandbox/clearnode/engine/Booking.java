package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database transaction in the making: reads what is committed and what it has written itself. */
public final class Booking {

    private final Ledger ledger;
    private final Instant now;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<LedgerRecord> records = new ArrayList<>();

    Booking(Ledger ledger, Instant now) {
        this.ledger = ledger;
        this.now = now;
    }

    public BigDecimal balance(String account, Address wallet, String asset) {
        BigDecimal staged = entries.stream()
                .filter(entry -> entry.account().equals(account)
                        && entry.wallet().equals(wallet)
                        && entry.asset().equals(asset))
                .map(LedgerEntry::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return ledger.balance(account, wallet, asset).add(staged);
    }

    public Map<String, BigDecimal> totals(String account) {
        Map<String, BigDecimal> totals = new TreeMap<>(ledger.totals(account));
        entries.stream()
                .filter(entry -> entry.account().equals(account))
                .forEach(entry -> totals.merge(entry.asset(), entry.net(), BigDecimal::add));
        return totals;
    }

    /** Credits a positive amount, debits a negative one; zero leaves no entry. */
    public void book(String account, Address wallet, String asset, BigDecimal amount) {
        BigDecimal stored = Ledger.stored(amount);
        if (stored.signum() != 0) {
            BigDecimal credit = stored.max(BigDecimal.ZERO);
            BigDecimal debit = stored.negate().max(BigDecimal.ZERO);
            entries.add(new LedgerEntry(0, account, asset, wallet, credit, debit, now));
        }
    }

    /** A record without entries of its own; zero is recorded too. */
    public void note(String type, String from, String to, String asset, BigDecimal amount) {
        records.add(new LedgerRecord(0, type, from, to, asset, Ledger.stored(amount), now));
    }

    /** Makes all of it visible, numbered in the order of writing. */
    public List<LedgerRecord> commit() {
        entries.forEach(entry -> ledger.add(new LedgerEntry(
                ledger.nextEntry(),
                entry.account(),
                entry.asset(),
                entry.wallet(),
                entry.credit(),
                entry.debit(),
                entry.at())));
        List<LedgerRecord> committed = new ArrayList<>();
        for (LedgerRecord noted : records) {
            LedgerRecord numbered = new LedgerRecord(
                    ledger.nextRecord(),
                    noted.type(),
                    noted.from(),
                    noted.to(),
                    noted.asset(),
                    noted.amount(),
                    noted.at());
            ledger.add(numbered);
            committed.add(numbered);
        }
        return committed;
    }
}
