package dev.epilogue.channel;

import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.NodeState;
import dev.epilogue.value.Address;
import reactor.core.publisher.Mono;

/** Keeps participants' authority to challenge their channels for the day on which it is needed. */
public interface ChallengeKeeper {

    /**
     * Given along with other signatures, and no caller waits for a word about it.
     *
     * @param node its name in the configuration
     * @param state that both have signed, in a channel
     * @param wire the wallet's signature as the contract takes it; never logged
     */
    record Given(TenantId tenant, String node, Address nodeAddress, NodeState state, String wire) {
        @Override
        public String toString() {
            return "Given[" + state + "]";
        }
    }

    /**
     * Kept, or of no use and why. Giving the same again changes nothing. A chain or a node that is away stands in nobody's way:
     * what is kept is tried against the contract before it is used.
     */
    Mono<GivenChallenge> keep(Given given);
}
