package dev.epilogue.desk;

import dev.epilogue.closure.Closure;

/** What a participant signs to refuse a round. */
final class DeclineText {

    private DeclineText() {}

    /** @param origin the service's public origin, so that a refusal made for another service counts nowhere else */
    static String of(String origin, Closure closure, int round, String reason) {
        return "Epilogue decline\nservice: %s\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                .formatted(origin, closure.id(), round, closure.subject().sessionId(), reason);
    }
}
