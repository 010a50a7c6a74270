package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import dev.epilogue.value.Address;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The newest state of a channel that both signed, as far as this service has ever seen one. */
interface CoSignedStates {

    /**
     * Of this very channel, in its newest epoch; signatures verified.
     *
     * @param node its name in the configuration
     * @param nodeAddress the node itself, which needs not answer for this
     */
    Mono<Optional<CoSigned>> newest(String node, Address nodeAddress, Protection.Target target);
}
