package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything that was booked. A balance is the sum of the entries of (account, wallet, asset); nothing keeps it from being negative. */
public final class Ledger {

    static final int STORED_DIGITS = 18;

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<LedgerRecord> records = new ArrayList<>();

    /** Bookings that become visible together. Overlapping ones do not see each other, and nothing stops them from booking both. */
    public Booking begin(java.time.Instant now) {
        return new Booking(this, now);
    }

    public List<LedgerEntry> entries(Predicate<LedgerEntry> filter) {
        return entries.stream().filter(filter).toList();
    }

    public List<LedgerRecord> records(Predicate<LedgerRecord> filter) {
        return records.stream().filter(filter).toList();
    }

    public BigDecimal balance(String account, Address wallet, String asset) {
        return sum(entry -> entry.account().equals(account)
                && entry.wallet().equals(wallet)
                && entry.asset().equals(asset));
    }

    BigDecimal sum(Predicate<LedgerEntry> filter) {
        return entries.stream().filter(filter).map(LedgerEntry::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Per asset in alphabetic order, assets that were never booked left out. */
    public Map<String, BigDecimal> balances(String account, Address wallet) {
        return totals(entry -> entry.account().equals(account) && entry.wallet().equals(wallet));
    }

    /** The sums over all wallets of an account. */
    public Map<String, BigDecimal> totals(String account) {
        return totals(entry -> entry.account().equals(account));
    }

    private Map<String, BigDecimal> totals(Predicate<LedgerEntry> filter) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        entries.stream().filter(filter).forEach(entry -> totals.merge(entry.asset(), entry.net(), BigDecimal::add));
        return totals;
    }

    static BigDecimal stored(BigDecimal amount) {
        return amount.setScale(Math.min(STORED_DIGITS, Math.max(amount.scale(), 0)), RoundingMode.HALF_UP);
    }

    long nextEntry() {
        return entries.size() + 1L;
    }

    long nextRecord() {
        return records.size() + 1L;
    }

    void add(LedgerEntry entry) {
        entries.add(entry);
    }

    void add(LedgerRecord entry) {
        records.add(entry);
    }
}
