package dev.epilogue.escalation;

import dev.epilogue.closure.Protection;
import java.time.Duration;

/** What is to be done after a look. */
sealed interface Move {

    /** What is to be remembered in any case. */
    Progress progress();

    /** Ask for a transaction; where the chain says that it would fail, it is not sent. */
    record Send(Step step, Progress progress) implements Move {

        /** Nothing of it has been on chain. */
        boolean begins() {
            return progress.status() == Protection.Status.SENT;
        }
    }

    /** Take back what was not broadcast; where it was, look again. */
    record TakeBack(Progress progress) implements Move {}

    /** Look again after a while. */
    record Rest(Duration pause, Progress progress) implements Move {}

    /** Nothing more will be done. */
    record Over(Progress progress) implements Move {}
}
