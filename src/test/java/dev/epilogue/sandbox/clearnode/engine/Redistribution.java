package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How an update moves a session's money, by intent. */
final class Redistribution {

    private final NodeState state;
    private final Session session;
    private final List<Share> shares;
    private final Booking booking;
    private final Spending spending;
    private final Set<String> paid = new LinkedHashSet<>();

    Redistribution(NodeState state, Session session, List<Share> shares, Instant now) {
        this.state = state;
        this.session = session;
        this.shares = shares;
        this.booking = state.ledger().begin(now);
        this.spending = new Spending(state);
    }

    /** Whoever is not listed keeps what it has: totals are compared with the entries only, so an omission creates money. */
    void operate() {
        var totals = booking.totals(session.id());
        for (Share share : shares) {
            SessionRules.requireShare(session, share);
            booking.book(session.id(), wallet(share), share.asset(), delta(share));
        }
        SessionRules.requireTotals(totals, shares, "incorrect operate request: non-zero allocations sum delta: ");
    }

    void deposit(Signers signers) {
        boolean increased = false;
        for (Share share : shares) {
            SessionRules.requireShare(session, share);
            BigDecimal delta = delta(share);
            if (delta.signum() < 0) {
                throw refused("deposit", "decreased allocation for participant " + share.participant());
            }
            if (delta.signum() > 0) {
                increased = true;
                depositOne(share, delta, signers);
            }
        }
        if (!increased) {
            throw refused("deposit", "non-positive allocations sum delta");
        }
    }

    private void depositOne(Share share, BigDecimal delta, Signers signers) {
        if (!signers.wallets().contains(share.participant())) {
            throw refused("deposit", "depositor signature is required");
        }
        SessionRules.requireFreeChannels(state, share.participant());
        spending.require(signers, share.participant(), share.asset(), delta);
        String account = wallet(share).checksummed();
        if (booking.balance(account, wallet(share), share.asset()).compareTo(delta) < 0) {
            throw refused("deposit", "insufficient unified balance");
        }
        booking.book(account, wallet(share), share.asset(), delta.negate());
        booking.book(session.id(), wallet(share), share.asset(), delta);
        booking.note("app_deposit", account, session.id(), share.asset(), delta);
        paid.add(account);
    }

    void withdraw() {
        boolean decreased = false;
        for (Share share : shares) {
            SessionRules.requireShare(session, share);
            BigDecimal delta = delta(share);
            if (delta.signum() > 0) {
                throw refused("withdrawal", "increased allocation for participant " + share.participant());
            }
            if (delta.signum() < 0) {
                decreased = true;
                withdrawOne(share, delta.negate());
            }
        }
        if (!decreased) {
            throw refused("withdrawal", "non-negative allocations sum delta");
        }
    }

    private void withdrawOne(Share share, BigDecimal amount) {
        String account = wallet(share).checksummed();
        booking.book(session.id(), wallet(share), share.asset(), amount.negate());
        booking.book(account, wallet(share), share.asset(), amount);
        booking.note("app_withdrawal", session.id(), account, share.asset(), amount);
        paid.add(account);
    }

    private BigDecimal delta(Share share) {
        return share.amount().subtract(booking.balance(session.id(), wallet(share), share.asset()));
    }

    private static Address wallet(Share share) {
        return GoAddress.of(share.participant());
    }

    private static Refusal refused(String request, String reason) {
        return new Refusal("incorrect " + request + " request: " + reason);
    }

    Set<String> paid() {
        return paid;
    }

    List<LedgerRecord> commit() {
        spending.commit();
        return booking.commit();
    }
}
