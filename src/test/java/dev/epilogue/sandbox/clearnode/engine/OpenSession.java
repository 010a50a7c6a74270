package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.Definition;
import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Opening a session: {@code create_app_session} (protocol 3.3). */
public record OpenSession(Definition definition, List<Share> allocations, String data) {

    private static final BigInteger DEFAULT_QUORUM = BigInteger.valueOf(100);

    public Prepared prepare(NodeState state, Signers signers, Instant now) {
        requireDefinition();
        Funding funding = new Funding(state, signers, state.ledger().begin(now));
        allocations.forEach(funding::take);
        return open(state, funding, now);
    }

    /** Without signatures and without taking the money from anybody. */
    public Prepared force(NodeState state, Instant now) {
        requireDefinition();
        Funding funding = new Funding(state, Signers.NOBODY, state.ledger().begin(now));
        allocations.forEach(funding::credit);
        return open(state, funding, now);
    }

    private Prepared open(NodeState state, Funding funding, Instant now) {
        String id = definition.id().hex();
        if (state.session(id).isPresent()) {
            throw new Refusal("failed to create application session");
        }
        BigInteger quorum = definition.quorum().signum() == 0 ? DEFAULT_QUORUM : definition.quorum();
        Session session = new Session(id, definition, quorum, true, 1, data, new Session.Life(now, now));
        return () -> {
            if (state.session(id).isPresent()) {
                throw new Refusal("failed to create application session");
            }
            state.store(session);
            funding.spending.commit();
            return new Booked(session, funding.paid, funding.booking.commit());
        };
    }

    private void requireDefinition() {
        if (!List.of("NitroRPC/0.2", "NitroRPC/0.4").contains(definition.protocol())) {
            throw new Refusal("unsupported protocol: " + definition.protocol());
        }
        if (definition.participants().size() < 2) {
            throw new Refusal("invalid number of participants");
        }
        if (definition.weights().size() != definition.participants().size()) {
            throw new Refusal("number of weights must be equal to participants");
        }
        if (definition.nonce().signum() == 0) {
            throw new Refusal("nonce is zero or not provided");
        }
        requireWeights();
    }

    private void requireWeights() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < definition.weights().size(); i++) {
            BigInteger weight = definition.weights().get(i);
            if (weight.signum() < 0) {
                throw new Refusal("participant " + definition.participants().get(i) + " weight cannot be negative");
            }
            sum = sum.add(weight);
        }
        if (definition.quorum().compareTo(sum) > 0) {
            throw new Refusal("target quorum (" + definition.quorum()
                    + ") cannot be greater than total sum of weights (" + sum + ")");
        }
    }

    private final class Funding {
        private final NodeState state;
        private final Signers signers;
        private final Booking booking;
        private final Spending spending;
        private final Set<String> paid = new LinkedHashSet<>();

        Funding(NodeState state, Signers signers, Booking booking) {
            this.state = state;
            this.signers = signers;
            this.booking = booking;
            this.spending = new Spending(state);
        }

        void take(Share share) {
            if (share.amount().signum() == 0) {
                return;
            }
            if (share.amount().signum() < 0) {
                throw SessionRules.negative(share);
            }
            String participant = share.participant();
            if (!signers.wallets().contains(participant)) {
                throw new Refusal("missing signature for participant " + participant);
            }
            signers.keyOf(participant).ifPresent(key -> state.keys().requireApplication(key, definition.application()));
            spending.require(signers, participant, share.asset(), share.amount());
            SessionRules.requireFreeChannels(state, participant);
            debit(share);
            credit(share);
        }

        private void debit(Share share) {
            Address wallet = GoAddress.of(share.participant());
            String account = wallet.checksummed();
            BigDecimal available = booking.balance(account, wallet, share.asset());
            if (available.compareTo(share.amount()) < 0) {
                throw new Refusal("insufficient funds: " + share.participant() + " for asset " + share.asset());
            }
            booking.book(account, wallet, share.asset(), share.amount().negate());
            paid.add(account);
        }

        void credit(Share share) {
            Address wallet = GoAddress.of(share.participant());
            String id = definition.id().hex();
            booking.book(id, wallet, share.asset(), share.amount());
            if (share.amount().signum() != 0) {
                booking.note("app_deposit", wallet.checksummed(), id, share.asset(), share.amount());
            }
        }
    }
}
