package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.PreparedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.signing.nitrorpc.CustodyState.Intent;
import dev.epilogue.signing.nitrorpc.CustodyState.Share;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.signing.nitrorpc.PackedCustodyState;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the answer to a request about a channel must be, whoever stored it and whenever it is read: signed by the node as a whole,
 * an answer to this very request, and a state that moves what was asked for and nothing else.
 *
 * @param channel as it was before the request
 */
record PreparedAnswer(FrozenChannelRequest request, NodeChannel channel, Address node) {

    private static final Secp256k1 CURVE = Secp256k1.best();

    private static final class Differs extends RuntimeException {
        private Differs(String what) {
            super(what, null, false, false);
        }
    }

    PreparedState read(String answer) {
        try {
            JsonNode body = body(answer);
            CustodyState state = state(body.path("state"));
            demand(NodeJson.hash(body, "channel_id").equals(request.channelId()), "it is about another channel");
            check(state);
            PackedCustodyState packed = state.packed(request.channelId());
            return new PreparedState.Signed(packed, signature(NodeJson.text(body, "server_signature"), packed));
        } catch (Differs differs) {
            return new PreparedState.Unusable(String.valueOf(differs.getMessage()));
        } catch (NodeException | IllegalArgumentException | JacksonException misshapen) {
            return new PreparedState.Unusable("it is not an answer that this version reads");
        }
    }

    private JsonNode body(String answer) {
        SignedResult result = SignedResult.cut(answer).orElseThrow(() -> new Differs("it carries no signature"));
        demand(result.signer().filter(node::equals).isPresent(), "the node did not sign it");
        JsonNode array = JsonMapper.shared().readTree(result.text());
        boolean ours = array.size() == 4
                && array.get(0).isIntegralNumber()
                && array.get(0).longValue() == request.id()
                && array.get(1).asString("").equals(request.method());
        demand(ours, "it answers another request");
        return array.get(2);
    }

    private static CustodyState state(JsonNode state) {
        int intent = (int) Json.number(state.path("intent"), "intent", Intent.values().length - 1L);
        return new CustodyState(
                Intent.values()[intent],
                BigInteger.valueOf(Json.number(state, "version")),
                NodeJson.text(state, "state_data"),
                NodeJson.list(state, "allocations").stream()
                        .map(PreparedAnswer::share)
                        .toList());
    }

    private static Share share(JsonNode row) {
        return new Share(
                NodeJson.address(row, "destination"), NodeJson.address(row, "token"), Json.units(row, "amount"));
    }

    private void check(CustodyState state) {
        BigInteger next = BigInteger.valueOf(channel.stateVersion() + 1);
        demand(state.version().equals(next), "its version is %s, not %s".formatted(state.version(), next));
        demand(state.allocations().size() == 2, "it does not have two allocations");
        Share wallets = state.allocations().getFirst();
        Share nodes = state.allocations().getLast();
        demand(wallets.destination().equals(request.fundsDestination()), "it pays somebody else");
        demand(nodes.destination().equals(node), "the rest does not go to the node");
        demand(
                wallets.token().equals(channel.token()) && nodes.token().equals(channel.token()),
                "it is in another token");
        BigInteger held = Objects.requireNonNull(channel.rawAmount(), "a 0.x channel has an amount");
        switch (request) {
            case FrozenChannelRequest.Resize resize -> checkResize(resize, state, held);
            case FrozenChannelRequest.Close close -> checkClose(state, held);
        }
    }

    private static void checkResize(FrozenChannelRequest.Resize resize, CustodyState state, BigInteger held) {
        demand(state.intent() == Intent.RESIZE, "it is no resize");
        byte[] deltas =
                Abi.encode(Abi.array(List.of(Abi.int256(resize.resizeAmount()), Abi.int256(resize.allocateAmount()))));
        demand(Hex.encode(deltas).equalsIgnoreCase(state.data()), "it moves other amounts");
        BigInteger after = held.add(resize.resizeAmount()).add(resize.allocateAmount());
        demand(
                state.allocations().getFirst().amount().equals(after)
                        && state.allocations().getLast().amount().signum() == 0,
                "the channel does not hold %s after it".formatted(after));
    }

    /** How much of it is the wallet's depends on its balance when the node answered; the signer sees it. */
    private static void checkClose(CustodyState state, BigInteger held) {
        demand(state.intent() == Intent.FINALIZE, "it is no final state");
        demand(Hex.decode(state.data()).length == 0, "a final state carries no data");
        BigInteger sum = state.allocations()
                .getFirst()
                .amount()
                .add(state.allocations().getLast().amount());
        demand(sum.equals(held), "it pays %s of %s".formatted(sum, held));
    }

    /** A contract demands low {@code s} and {@code v} of 27 or 28. */
    private EcdsaSignature signature(String hex, PackedCustodyState packed) {
        EcdsaSignature signature = EcdsaSignature.parse(hex);
        boolean nodes = signature.isLowS()
                && CURVE.recover(packed.rawDigest(), signature)
                        .filter(node::equals)
                        .isPresent();
        demand(nodes, "the node did not sign its state");
        return signature;
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new Differs(otherwise);
        }
    }
}
