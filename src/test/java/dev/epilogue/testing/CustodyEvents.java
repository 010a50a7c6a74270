package dev.epilogue.testing;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.value.Hash32;
import java.util.function.Consumer;

/** What a 0.x node does when Custody says something of a channel that it offered. It does not notice a checkpoint. */
record CustodyEvents(FakeClearNode node) implements Consumer<ChannelEvent> {

    @Override
    public void accept(ChannelEvent event) {
        switch (event) {
            case ChannelEvent.Created created -> {
                String id = created.channelId().hex();
                if (node.look(state -> state.channels().offered(id)).isPresent()) {
                    node.chain().channelCreated(id);
                }
            }
            case ChannelEvent.Resized resized -> {
                if (knows(resized.channelId())) {
                    node.chain()
                            .channelResized(
                                    resized.channelId().hex(),
                                    resized.deltas().getFirst(),
                                    resized.deltas().getLast());
                }
            }
            case ChannelEvent.Challenged challenged -> {
                if (knows(challenged.channelId())) {
                    node.chain().channelChallenged(challenged.channelId().hex());
                }
            }
            case ChannelEvent.Closed closed -> {
                if (knows(closed.channelId())) {
                    node.chain()
                            .channelClosed(
                                    closed.channelId().hex(),
                                    closed.candidate().userAmount(),
                                    closed.candidate().version().longValueExact());
                }
            }
            default -> {}
        }
    }

    private boolean knows(Hash32 channelId) {
        return node.look(state -> state.channels().find(channelId.hex())).isPresent();
    }
}
