package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Place;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Section 4: the chains of states, what a close appends to them, what users add. */
public final class Channels {

    private final Books books;
    private final StateSigners signers;
    private final InstantSource clock;

    Channels(Books books, StateSigners signers, InstantSource clock) {
        this.books = books;
        this.signers = signers;
        this.clock = clock;
    }

    /** @param sessionId as spelled in the request */
    void release(Holding holding, BigDecimal amount, String sessionId) {
        Account account = new Account(holding.participant(), holding.asset());
        ChannelState base = base(account);
        Place place = new Place(base.epoch(), base.version() + 1, base.homeChannelId());
        Hash32 id = Hash32.parse(place.stateId(account));
        Transition transition = new Transition(
                Transition.RELEASE,
                StateEncoding.transactionId(sessionId, id).hex(),
                sessionId.toLowerCase(Locale.ROOT),
                amount);
        ChannelState state =
                ChannelState.unsigned(account, place, transition, base.home().credited(amount));
        append(signedIfOpen(state));
        books.transactions.add(Transaction.credit(state, transition.accountId(), clock.instant()));
    }

    /** {@code channels.v1.submit_state}. @return the state with both signatures */
    public ChannelState submit(ChannelState proposed) {
        if (proposed.is(Transition.COMMIT)) {
            activeChannel(proposed.account());
            throw new Refusal("commit transitions are submitted with app_sessions.v1.submit_deposit_state");
        }
        return accept(proposed);
    }

    ChannelState accept(ChannelState proposed) {
        Channel channel = activeChannel(proposed.account());
        StateRules.checkSupported(proposed.transition());
        ChannelState current =
                books.latest(proposed.account()).orElseThrow(() -> new Refusal("active channel has no stored state"));
        StateRules.checkSettled(current, channel);
        prefixed("invalid state transition: ", () -> StateRules.check(current, proposed));
        signers.checkUser(proposed, channel.terms(), channel.token());
        ChannelState accepted = proposed.withNodeSig(signers.nodeSignature(proposed, channel.token()));
        append(accepted);
        record(accepted);
        if (accepted.is(Transition.FINALIZE)) {
            put(channel.as(Status.CLOSING, channel.stateVersion(), null));
        }
        return accepted;
    }

    /** The first state of a channel that {@link ChannelOpening} found in order. */
    ChannelState open(Channel channel, ChannelState proposed) {
        ChannelState base = base(proposed.account());
        ChannelState onChannel = new ChannelState(
                base.id(),
                base.transition(),
                base.account(),
                base.epoch(),
                base.version(),
                channel.id(),
                base.home().on(channel.token().address(), channel.token().chainId()),
                null,
                null);
        prefixed("invalid state: ", () -> StateRules.check(onChannel, proposed));
        signers.checkUser(proposed, channel.terms(), channel.token());
        ChannelState accepted = proposed.withNodeSig(signers.nodeSignature(proposed, channel.token()));
        put(channel);
        append(accepted);
        record(accepted);
        return accepted;
    }

    /** What the next state builds on: a finalised chain starts over in a new epoch, without a channel. */
    ChannelState base(Account account) {
        return books.latest(account)
                .map(latest -> latest.is(Transition.FINALIZE) ? fresh(account, latest.epoch() + 1) : latest)
                .orElseGet(() -> fresh(account, 0));
    }

    static ChannelState fresh(Account account, long epoch) {
        return ChannelState.unsigned(account, new Place(epoch, 0, null), Transition.ACKNOWLEDGED, HomeLedger.NONE);
    }

    ChannelState signedIfOpen(ChannelState state) {
        Channel channel = state.homeChannelId() == null ? null : books.channels.get(state.homeChannelId());
        return channel != null && channel.status() == Status.OPEN
                ? state.withNodeSig(signers.nodeSignature(state, channel.token()))
                : state;
    }

    void append(ChannelState state) {
        books.chain(state.account()).add(state);
    }

    void put(Channel channel) {
        books.channels.put(channel.id(), channel);
    }

    Books books() {
        return books;
    }

    private void record(ChannelState state) {
        String account = state.transition().accountId();
        switch (state.transition().type()) {
            case Transition.COMMIT, Transition.HOME_WITHDRAWAL, Transition.FINALIZE ->
                books.transactions.add(Transaction.debit(state, account, clock.instant()));
            case Transition.HOME_DEPOSIT -> books.transactions.add(Transaction.credit(state, account, clock.instant()));
            default -> {}
        }
    }

    private Channel activeChannel(Account account) {
        return books.homeChannel(account)
                .filter(Channel::isActive)
                .orElseThrow(() -> new Refusal("user has no active channel"));
    }

    private static void prefixed(String prefix, Runnable check) {
        try {
            check.run();
        } catch (Refusal refusal) {
            throw new Refusal(prefix + refusal.text());
        }
    }

    /** All states of an account, oldest first. */
    public List<ChannelState> chain(Account account) {
        return List.copyOf(books.states.getOrDefault(account, List.of()));
    }
}
