package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The newest state of a channel that both signed, as far as this service has ever seen one. */
interface CoSignedStates {

    /**
     * Of this very channel, in its newest epoch; signatures verified.
     *
     * @param node its name in the configuration
     */
    Mono<Optional<CoSigned>> newest(String node, Protection.Target target);
}
