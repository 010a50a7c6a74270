package dev.epilogue.closure;

import org.jspecify.annotations.Nullable;

/**
 * What became of the authority to challenge its channel that a participant signed along with other things.
 *
 * @param reason by name, why it was discarded; null where it was kept
 */
public record GivenChallenge(Fate fate, @Nullable String reason) {

    /** Where it ended. */
    public enum Fate {
        /** It is an escalation pack. */
        KEPT,
        /** Its bytes are destroyed. */
        DISCARDED
    }

    public static GivenChallenge kept() {
        return new GivenChallenge(Fate.KEPT, null);
    }

    public static GivenChallenge discarded(String reason) {
        return new GivenChallenge(Fate.DISCARDED, reason);
    }
}
