package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a participant may sign along with the close, for the channel state that the close will make: so that one visit
 * suffices. Compare with what the node issued before anything of it is used.
 */
public final class SettlementPayloads {

    private SettlementPayloads() {}

    /**
     * The release, its acknowledgement, and a challenge with the acknowledgement: what is signed along with it becomes the newest
     * state that both signed, and makes a challenge with the release stale. Nothing for a wallet without channel or with an open
     * escrow.
     *
     * @param firstIndex of the payloads in their round
     * @param newest the wallet's newest state of the asset, signed or not
     * @param amount what the close releases
     * @param tokenDecimals of the home ledger's token on its chain
     * @throws IllegalArgumentException when an amount has more decimals than the token
     */
    public static List<Payload> predict(
            int firstIndex, ChannelState newest, SessionId session, Amount amount, int tokenDecimals) {
        Optional<ChannelState> release = newest.released(session, amount);
        if (release.isEmpty() || release.get().channelId() == null) {
            return List.of();
        }
        Draft draft = new Draft(release.get(), amount, tokenDecimals);
        return List.of(
                draft.payload(firstIndex, Purpose.RELEASE),
                draft.payload(firstIndex + 1, Purpose.ACKNOWLEDGE),
                draft.payload(firstIndex + 2, Purpose.CHALLENGE));
    }

    /**
     * What takes over a state that the node made: its acknowledgement, which is required, and where it is a release that the node has
     * signed, the release itself, which both signatures bring on chain without another word of the node.
     * For whoever wants its channel to be challengeable, a challenge with the acknowledgement.
     *
     * @param newest the wallet's newest state of the asset, not signed by the wallet, in a channel
     * @param tokenDecimals of the home ledger's token on its chain
     * @throws IllegalArgumentException when an amount has more decimals than the token
     */
    public static List<Payload> countersign(
            ChannelState newest, int tokenDecimals, boolean signedByNode, boolean challengeable) {
        Draft draft = new Draft(newest, newest.home().userBalance(), tokenDecimals);
        List<Payload> payloads = new ArrayList<>();
        payloads.add(draft.payload(0, Purpose.ACKNOWLEDGE, true));
        if (signedByNode && newest.transition().type() == Transition.RELEASE) {
            payloads.add(draft.payload(payloads.size(), Purpose.RELEASE));
        }
        if (challengeable) {
            payloads.add(draft.payload(payloads.size(), Purpose.CHALLENGE));
        }
        return List.copyOf(payloads);
    }

    private record Draft(ChannelState release, Amount amount, int tokenDecimals) {

        Payload payload(int index, Purpose purpose) {
            return payload(index, purpose, false);
        }

        Payload payload(int index, Purpose purpose, boolean required) {
            ChannelState state = purpose == Purpose.RELEASE ? release : release.acknowledged();
            PackedState packed = state.packed(tokenDecimals, 0).orElseThrow();
            boolean challenge = purpose == Purpose.CHALLENGE;
            return new Payload(
                    index,
                    purpose,
                    required,
                    state.wallet(),
                    state.asset(),
                    state.channelId(),
                    state.version(),
                    null,
                    Scheme.EIP191,
                    Hex.encode(challenge ? packed.challengeMessage() : packed.message()),
                    null,
                    challenge ? packed.challengeDigest() : packed.digest(),
                    null,
                    List.of(new Allocation(state.wallet(), state.asset(), amount)),
                    null);
        }
    }
}
