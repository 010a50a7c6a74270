package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.ChannelEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.value.Address;

/** {@code channels.v1.request_creation} (section 4.4). */
public final class ChannelOpening {

    private static final long SHORTEST_CHALLENGE = 86_400;
    private static final long LONGEST_CHALLENGE = 604_800;
    private static final int KNOWN_VALIDATORS = 0b11;

    private final Channels channels;
    private final Network network;
    private final Address node;

    ChannelOpening(Channels channels, Network network, Address node) {
        this.channels = channels;
        this.network = network;
        this.node = node;
    }

    /** @return the state with both signatures */
    public ChannelState request(ChannelState state, ChannelTerms terms) {
        checkTerms(terms);
        Token token = token(state);
        if (channels.books().homeChannel(state.account()).isPresent()) {
            throw new Refusal("existing channel is not yet closed on-chain;"
                    + " wait for settlement before opening a new channel");
        }
        String id = ChannelEncoding.channelId(
                        state.account().wallet(), node, state.account().asset(), terms)
                .hex();
        if (!id.equals(state.homeChannelId())) {
            throw new Refusal("incoming state home_channel_id is invalid");
        }
        if (channels.books().channels.containsKey(id)) {
            throw new Refusal("cannot use same home channel id");
        }
        return channels.open(new Channel(id, state.account(), terms, token, Status.VOID, 0, null), state);
    }

    private static void checkTerms(ChannelTerms terms) {
        if (terms.nonce() == 0) {
            throw new Refusal("nonce must be non-zero");
        }
        if (terms.challengeSeconds() < SHORTEST_CHALLENGE) {
            throw new Refusal("challenge period must be at least " + SHORTEST_CHALLENGE + " seconds, but got "
                    + terms.challengeSeconds());
        }
        if (terms.challengeSeconds() > LONGEST_CHALLENGE) {
            throw new Refusal("challenge period must be at most " + LONGEST_CHALLENGE + " seconds, but got "
                    + terms.challengeSeconds());
        }
        for (byte bits : Signatures.decode(terms.validators(), "invalid approved_sig_validators: ")) {
            if ((bits & ~KNOWN_VALIDATORS) != 0) {
                throw new Refusal("one or more of the provided approved signature validators are not supported");
            }
        }
    }

    private Token token(ChannelState state) {
        HomeLedger home = state.home();
        String symbol = state.account().asset();
        return network.asset(symbol)
                .flatMap(asset -> asset.token(home.chainId(), home.token()))
                .orElseThrow(() -> new Refusal("asset " + symbol + " is not supported on blockchain " + home.chainId()
                        + " with token address " + home.token()));
    }
}
