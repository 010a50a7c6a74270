package dev.epilogue.signing;

import dev.epilogue.value.SessionId;

/** What a participant signs to refuse a round. */
public final class DeclineText {

    private DeclineText() {}

    /** @param service its public origin, so that a refusal made for another service counts nowhere else */
    public static String of(String service, String closureId, int round, SessionId session, String reason) {
        return "Epilogue decline\nservice: %s\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                .formatted(service, closureId, round, session, reason);
    }
}
