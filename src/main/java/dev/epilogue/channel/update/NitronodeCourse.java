package dev.epilogue.channel.update;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.PackedState;
import dev.epilogue.signing.nitronode.SettlementPayloads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * v1: from what the node shows to what is to be done. The credit counts without anybody's signature; a signature makes it
 * enforceable. Every look decides anew, so that nothing is lost when a look is.
 */
final class NitronodeCourse {

    private NitronodeCourse() {}

    static Next decide(ChannelUpdate update, NitronodeReading reading, Instant now) {
        if (reading.newest().isEmpty()) {
            return new Next.End(
                    Stage.Result.NO_CREDIT, reached(update), "The node has no state of this wallet and asset.");
        }
        NodeState newest = reading.newest().get();
        Optional<Next.End> without = withoutChannel(update, newest, reading);
        if (without.isPresent()) {
            return without.get();
        }
        Optional<NodeState> acknowledged = acknowledged(update, newest, reading);
        if (acknowledged.isPresent()) {
            return onAcknowledged(update, acknowledged.get(), now);
        }
        if (newest.userSignature() != null) {
            return late(update, now, "The node has not signed the newest state.");
        }
        return withSignatures(update, newest, now);
    }

    /** A state that both signed and that holds the credit: the newest, or an older one of the same channel. */
    private static Optional<NodeState> acknowledged(ChannelUpdate update, NodeState newest, NitronodeReading reading) {
        if (newest.coSigned()) {
            return Optional.of(newest);
        }
        Floor floor = update.progress().floor();
        return reading.enforceable().filter(state -> floor != null && floor.isUnder(state.state()));
    }

    private static Next onAcknowledged(ChannelUpdate update, NodeState state, Instant now) {
        Optional<Signed> challenge = update.challenge();
        if (challenge.isPresent()) {
            return isFor(challenge.get(), state)
                    ? new Next.KeepChallenge(state, challenge.get())
                    : new Next.DropChallenge("STATE_DIFFERS");
        }
        if (update.order().mode() != Policy.ChannelUpdate.CHECKPOINT) {
            return new Next.End(Stage.Result.CONFIRMED, Status.ACKNOWLEDGED, null);
        }
        return update.late(now) ? overdue(update, Status.ACKNOWLEDGED) : new Next.Checkpoint(state, null);
    }

    private static boolean isFor(Signed challenge, NodeState state) {
        PackedState packed = state.packed();
        return packed != null && packed.challengeDigest().equals(challenge.digest());
    }

    private static Next withSignatures(ChannelUpdate update, NodeState newest, Instant now) {
        ChannelState acknowledgement = newest.state().acknowledged();
        Optional<Signed> signed = packed(acknowledgement, newest).flatMap(ack -> update.signatureOver(ack.digest()));
        if (signed.isPresent()) {
            return relay(update, new Next.Relay(acknowledgement, signed.get()));
        }
        if (update.late(now)) {
            return overdue(update, Status.UNACKNOWLEDGED);
        }
        Optional<Signed> release = release(update, newest);
        if (release.isPresent()) {
            return new Next.Checkpoint(newest, release.get());
        }
        List<Payload> payloads = payloads(newest, update.wantsToBeChallengeable());
        boolean asked = update.ask().map(Ask::payloads).filter(payloads::equals).isPresent();
        return asked ? new Next.Wait(null) : new Next.AskFor(payloads, because(update, payloads));
    }

    private static String because(ChannelUpdate update, List<Payload> payloads) {
        if (update.ask().isPresent()) {
            return "STATE_MOVED";
        }
        boolean fits = payloads.stream()
                .anyMatch(payload -> update.signatureOver(payload.digest()).isPresent());
        // else what was signed along with the close fits nothing that the node issued: a byte differs
        return fits || update.progress().signatures().isEmpty() ? "SETTLING" : "PREDICTION_DIFFERS";
    }

    /** What was sent may be answered later, or never: the node takes one acknowledgement of a state, however often it comes. */
    private static Next relay(ChannelUpdate update, Next.Relay relay) {
        boolean known = update.stage() instanceof Stage.Relaying;
        return known ? new Next.SendAgain() : relay;
    }

    /** The release itself can go on chain with the node's signature, without another word to the node. */
    private static Optional<Signed> release(ChannelUpdate update, NodeState newest) {
        if (update.order().mode() != Policy.ChannelUpdate.CHECKPOINT || newest.nodeSignature() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(newest.packed()).flatMap(packed -> update.signatureOver(packed.digest()));
    }

    static List<Payload> payloads(NodeState newest, boolean challengeable) {
        return SettlementPayloads.countersign(
                newest.state(), newest.tokenDecimals(), newest.nodeSignature() != null, challengeable);
    }

    private static Optional<PackedState> packed(ChannelState state, NodeState newest) {
        return state.packed(newest.tokenDecimals(), newest.tokenDecimals());
    }

    private static Optional<Next.End> withoutChannel(ChannelUpdate update, NodeState newest, NitronodeReading reading) {
        if (newest.state().channelId() == null) {
            return Optional.of(new Next.End(
                    Stage.Result.NO_CHANNEL,
                    Status.NO_CHANNEL,
                    "The wallet has no channel for this asset: the credit waits for one to be opened."));
        }
        if (update.order().channelId() != null
                && !update.order().channelId().equals(newest.state().channelId())) {
            return Optional.of(new Next.End(
                    Stage.Result.NO_CHANNEL,
                    Status.NO_CHANNEL,
                    "The channel is not the wallet's newest one any more."));
        }
        NodeChannel.Status status = reading.channel(newest.state().channelId())
                .map(NodeChannel::status)
                .orElse(NodeChannel.Status.CLOSED);
        return switch (status) {
            case OPEN, VOID, RESIZING -> Optional.empty();
            case CHALLENGED ->
                Optional.of(new Next.End(
                        Stage.Result.CHALLENGED,
                        Status.CHALLENGED,
                        "The channel is challenged: the node signs nothing until that is over."));
            case CLOSING, CLOSED ->
                Optional.of(
                        new Next.End(Stage.Result.NO_CHANNEL, Status.NO_CHANNEL, "The channel is closing or closed."));
        };
    }

    private static Next late(ChannelUpdate update, Instant now, String waitingFor) {
        return update.late(now) ? overdue(update, Status.UNACKNOWLEDGED) : new Next.Wait(waitingFor);
    }

    private static Next.End overdue(ChannelUpdate update, Status reached) {
        return reached == Status.ACKNOWLEDGED
                ? new Next.End(
                        Stage.Result.FAILED,
                        reached,
                        "Both have signed, but it did not come on chain in time: "
                                + update.progress().detail())
                : new Next.End(Stage.Result.UNACKNOWLEDGED, reached, null);
    }

    private static Status reached(ChannelUpdate update) {
        return update.progress().reached();
    }
}
