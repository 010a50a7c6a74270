package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the node keeps in its database. Not thread safe: its owner holds a lock around every use. */
public final class NodeState {

    private final Ledger ledger = new Ledger();
    private final SessionKeys keys = new SessionKeys();
    private final Channels channels = new Channels();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<ExecutedClose> closes = new ArrayList<>();

    public Ledger ledger() {
        return ledger;
    }

    public SessionKeys keys() {
        return keys;
    }

    public Channels channels() {
        return channels;
    }

    public Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    public List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /** Unconditional, like the node's own update: whoever writes last wins. */
    void store(Session session) {
        sessions.remove(session.id());
        sessions.put(session.id(), session);
    }

    void executed(ExecutedClose close) {
        closes.add(close);
    }

    /** In the order in which they were booked. */
    public List<ExecutedClose> closes() {
        return List.copyOf(closes);
    }

    public Session openSession(String id) {
        return session(id)
                .filter(Session::open)
                .orElseThrow(() -> new Refusal("an open app session not found: record not found"));
    }

    /** A deposit out of nowhere. */
    public void fund(String wallet, String asset, BigDecimal amount, Instant now) {
        Booking booking = ledger.begin(now);
        booking.book(wallet, GoAddress.of(wallet), asset, amount);
        booking.commit();
    }

    public Map<String, BigDecimal> unified(String wallet) {
        return ledger.balances(wallet, GoAddress.of(wallet));
    }
}
