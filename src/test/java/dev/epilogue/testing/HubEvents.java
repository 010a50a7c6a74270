package dev.epilogue.testing;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.SignedState;
import dev.epilogue.sandbox.nitronode.FakeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.value.Hash32;
import java.util.Optional;
import java.util.function.Consumer;

/** What a v1 node does when its hub says something of a channel that it knows. */
record HubEvents(FakeLedger ledger) implements Consumer<ChannelEvent> {

    @Override
    public void accept(ChannelEvent event) {
        switch (event) {
            case ChannelEvent.Created created ->
                known(created.channelId())
                        .ifPresent(channel -> ledger.channelCreated(channel.id(), version(created.initial())));
            case ChannelEvent.Checkpointed advanced -> advanced(advanced.channelId(), advanced.state());
            case ChannelEvent.Deposited advanced -> advanced(advanced.channelId(), advanced.state());
            case ChannelEvent.Withdrawn advanced -> advanced(advanced.channelId(), advanced.state());
            case ChannelEvent.Challenged challenged ->
                known(challenged.channelId())
                        .ifPresent(channel -> ledger.channelChallenged(
                                channel.id(), version(challenged.candidate()), challenged.expiresAt()));
            case ChannelEvent.Closed closed ->
                known(closed.channelId())
                        .ifPresent(channel -> ledger.channelClosed(channel.id(), closedVersion(channel, closed)));
            default -> {}
        }
    }

    private void advanced(Hash32 channelId, SignedState state) {
        String userSignature = state instanceof SignedState.Hub hub ? hub.userSignature() : null;
        known(channelId).ifPresent(channel -> ledger.channelCheckpointed(channel.id(), version(state), userSignature));
    }

    /** After a dispute the candidate is whatever its sender liked; what was disputed is paid. */
    private static long closedVersion(Channel channel, ChannelEvent.Closed closed) {
        return channel.status() == Channel.Status.CHALLENGED ? channel.stateVersion() : version(closed.candidate());
    }

    private Optional<Channel> known(Hash32 channelId) {
        return ledger.channel(channelId.hex());
    }

    private static long version(SignedState state) {
        return state.version().longValueExact();
    }
}
