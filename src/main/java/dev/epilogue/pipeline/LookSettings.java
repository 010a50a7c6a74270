package dev.epilogue.pipeline;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Looking at sessions whose closures still collect signatures: somebody else may close or move them. Paid from the callers' budget of
 * their node, over all instances.
 *
 * @param every how often a session is looked at, at the most; 0 switches it off, so that a move is noticed at submission or at the deadline
 * @param most sessions of one node that an instance takes at once; it takes more when it is through with them, and looks for some each
 *     twelfth of {@code every}
 */
@ConfigurationProperties("epilogue.looks")
public record LookSettings(
        @DefaultValue("60s") Duration every,
        @DefaultValue("100") int most) {

    private static final int TURNS = 12;

    public LookSettings {
        if (every.isNegative()) {
            throw new IllegalArgumentException("epilogue.looks.every must not be negative");
        }
        if (most < 1) {
            throw new IllegalArgumentException("epilogue.looks.most must be at least 1");
        }
    }

    boolean enabled() {
        return every.isPositive();
    }

    /** How often it is asked whose turn it is. */
    Duration turn() {
        return every.dividedBy(TURNS);
    }
}
