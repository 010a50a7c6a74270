package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closing a session as asked, with the checks of protocol 3.5.3 in their order.
 *
 * @param connection whose frame asks
 */
public record CloseSession(String id, List<Share> allocations, Optional<String> data, long connection) {

    public Prepared prepare(NodeState state, Signers signers, Instant now) {
        if (id.isEmpty() || allocations.isEmpty()) {
            throw new Refusal("missing required parameters: app_id or allocations");
        }
        Session session = state.openSession(id);
        SessionRules.requireQuorum(state, session, signers, "submit_state");
        return pay(state, session, now);
    }

    /** Without any signature. */
    public Prepared force(NodeState state, Instant now) {
        return pay(state, state.openSession(id), now);
    }

    private Prepared pay(NodeState state, Session session, Instant now) {
        Booking booking = state.ledger().begin(now);
        Set<String> paid = new LinkedHashSet<>();
        var totals = booking.totals(id);
        for (Share share : allocations) {
            SessionRules.requireShare(session, share);
            Address wallet = GoAddress.of(share.participant());
            String account = wallet.checksummed();
            booking.book(
                    id,
                    wallet,
                    share.asset(),
                    booking.balance(id, wallet, share.asset()).negate());
            booking.book(account, wallet, share.asset(), share.amount());
            booking.note("app_withdrawal", id, account, share.asset(), share.amount());
            if (share.amount().signum() != 0) {
                paid.add(account);
            }
        }
        SessionRules.requireTotals(totals, allocations, "");
        Session closed = session.next(false, data, now);
        return () -> {
            List<LedgerRecord> records = booking.commit();
            state.store(closed);
            state.executed(new ExecutedClose(id, connection, allocations, now));
            return new Booked(closed, paid, records);
        };
    }
}
