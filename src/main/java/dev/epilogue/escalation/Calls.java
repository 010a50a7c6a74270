package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.SignedState;
import dev.epilogue.closure.Protection.Action;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The call of a step, out of what is held for it. */
final class Calls {

    private Calls() {}

    /** @param candidate version of the state that it puts forward */
    record Prepared(ContractCall call, BigInteger candidate) {}

    static Step stepOf(Action action) {
        return switch (action) {
            case CHECKPOINT -> Step.CHECKPOINT;
            case CHALLENGE -> Step.CHALLENGE;
            case FINALISE -> Step.CLOSE;
        };
    }

    /** Empty where what the step needs is not held any more. */
    static Optional<Prepared> of(
            Step step,
            ChannelContract contract,
            ChannelOnChain channel,
            @Nullable CoSigned newest,
            @Nullable PackContent pack) {
        return switch (step) {
            case CHECKPOINT ->
                newest == null
                        ? Optional.empty()
                        : Optional.of(new Prepared(
                                contract.checkpoint(channel.channelId(), newest.state()), newest.version()));
            case CHALLENGE -> pack == null ? Optional.empty() : challenge(contract, channel, pack);
            case CLOSE -> Optional.of(new Prepared(contract.finalise(channel), channel.stateVersion()));
        };
    }

    /** Custody compares a stored state with its signatures: it is put forward exactly as stored. */
    private static Optional<Prepared> challenge(ChannelContract contract, ChannelOnChain channel, PackContent pack) {
        SignedState candidate = pack.candidate();
        SignedState stored = channel.last();
        SignedState forward =
                stored instanceof SignedState.Custody && stored.version().equals(candidate.version())
                        ? stored
                        : candidate;
        return Optional.of(new Prepared(
                contract.challenge(channel.channelId(), forward, List.of(), pack.challengerSignature()),
                candidate.version()));
    }
}
