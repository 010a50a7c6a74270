package dev.epilogue.node.link;

import dev.epilogue.node.ErrorTable.Meaning;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of one frame that a link was given. */
public sealed interface Delivery {

    record Answered(Incoming.Answer answer) implements Delivery {}

    /** Written, or perhaps written; no answer will be looked for any more. */
    record Unknown(String reason) implements Delivery {}

    /** Not one byte of it was written. */
    record NotSent(String reason) implements Delivery {}

    /** Not one byte of it was written: callers ask for more than their share. */
    record Crowded(Duration retryAfter) implements Delivery {}

    /** @param meaning of the dialect's error texts for this kind of frame */
    default FrameOutcome outcome(Function<String, Meaning> meaning) {
        return switch (this) {
            case Answered answered -> outcome(answered.answer().error(), meaning);
            case Unknown unknown -> new FrameOutcome.Unknown(unknown.reason());
            case NotSent notSent -> new FrameOutcome.NotSent(notSent.reason());
            case Crowded crowded -> new FrameOutcome.NotSent("callers ask for more than their share");
        };
    }

    /** With the text that came, for frames whose answers hold something. */
    default FrameAnswer answer(Function<String, Meaning> meaning) {
        String text = this instanceof Answered answered ? answered.answer().text() : null;
        return new FrameAnswer(outcome(meaning), text);
    }

    private static FrameOutcome outcome(@Nullable String error, Function<String, Meaning> meaning) {
        if (error == null) {
            return new FrameOutcome.Accepted();
        }
        Meaning meant = meaning.apply(error);
        return meant.error() == NodeError.UNCLASSIFIED
                ? new FrameOutcome.Unknown("the node answered with a text that is not known: " + meant.safeText())
                : new FrameOutcome.Refused(meant.error(), meant.safeText());
    }
}
