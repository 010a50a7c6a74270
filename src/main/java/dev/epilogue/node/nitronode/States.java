package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeState.Remark;
import dev.epilogue.node.Token;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.nitronode.ChannelLedger;
import dev.epilogue.signing.nitronode.ChannelSignature;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.value.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads channel states, and believes in no signature that it has not recovered. */
final class States {

    private static final String METHOD = "channels.v1.get_latest_state";
    private static final Secp256k1 CURVE = Secp256k1.best();

    private final Calls calls;
    private final Directory directory;
    private final Supplier<Mono<NodeIdentity>> identity;
    private final SignedReleases releases;

    States(Calls calls, Directory directory, Supplier<Mono<NodeIdentity>> identity, SignedReleases releases) {
        this.calls = calls;
        this.directory = directory;
        this.identity = identity;
        this.releases = releases;
    }

    /** @param coSigned only what both have signed, which may belong to a channel that has ended */
    Mono<Optional<NodeState>> latest(Address wallet, String asset, boolean coSigned) {
        Map<String, Object> params = Map.of("wallet", wallet.lowerCase(), "asset", asset, "only_signed", coSigned);
        return identity.get()
                .then(Mono.defer(() -> calls.ask(METHOD, params, "")))
                .flatMap(answer -> answer.body().has("state")
                        ? verified(StateJson.parse(answer.body().get("state")), wallet, asset)
                                .map(Optional::of)
                        : Mono.just(Optional.empty()));
    }

    private Mono<NodeState> verified(StateJson shown, Address wallet, String asset) {
        if (!shown.state().wallet().equals(wallet) || !shown.state().asset().equals(asset)) {
            throw NodeJson.misshapen("state");
        }
        return verified(shown);
    }

    Mono<NodeState> verified(StateJson shown) {
        ChannelState state = shown.state();
        return Mono.zip(identity.get(), token(state, state.home()), token(state, state.escrow()))
                .map(known -> verified(shown, known.getT1().address(), known.getT2(), known.getT3()))
                .doOnNext(releases::heard);
    }

    /** Empty too where there is no ledger, or one without a channel. */
    private Mono<Optional<Token>> token(ChannelState state, @Nullable ChannelLedger ledger) {
        return ledger == null || ledger.chainId() == 0
                ? Mono.just(Optional.empty())
                : directory.token(calls, state.asset(), ledger.chainId(), ledger.token());
    }

    private static NodeState verified(StateJson shown, Address node, Optional<Token> home, Optional<Token> escrow) {
        ChannelState state = shown.state();
        boolean unknown = state.channelId() != null && (home.isEmpty() || state.escrow() != null && escrow.isEmpty());
        if (unknown || state.channelId() == null) {
            List<Remark> remarks = unknown ? List.of(Remark.TOKEN_UNKNOWN) : List.of();
            return new NodeState(state, null, 0, null, null, remarks);
        }
        int decimals = home.map(Token::decimals).orElse(0);
        PackedState packed = packed(state, decimals, escrow.map(Token::decimals).orElse(0));
        List<Remark> remarks = new ArrayList<>();
        String user = holds(shown.userSignature(), packed, state.wallet(), Remark.USER_SIGNATURE_INVALID, remarks);
        String byNode = holds(shown.nodeSignature(), packed, node, Remark.NODE_SIGNATURE_INVALID, remarks);
        return new NodeState(state, packed, decimals, user, byNode, remarks);
    }

    private static PackedState packed(ChannelState state, int decimals, int escrowDecimals) {
        try {
            return state.packed(decimals, escrowDecimals).orElseThrow();
        } catch (IllegalArgumentException tooFine) {
            throw NodeJson.misshapen("state");
        }
    }

    private static @Nullable String holds(
            @Nullable String signature, PackedState packed, Address expected, Remark invalid, List<Remark> remarks) {
        if (signature == null) {
            return null;
        }
        Optional<String> wire = ChannelSignature.read(signature, packed, CURVE)
                .filter(read -> read.wallet().equals(expected))
                .map(ChannelSignature::wire);
        if (wire.isEmpty()) {
            remarks.add(invalid);
        }
        return wire.orElse(null);
    }
}
