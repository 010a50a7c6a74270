package dev.epilogue.escalation;

/**
 * What one escalation does next. Decides from the contract's storage, never from what an event repeats of its caller's words, and
 * from the chain's time, never from ours. Pure.
 */
final class Course {

    private Course() {}

    static Move of(Escalation row, Sight sight, Watchfulness watchfulness) {
        Situation situation = new Situation(row, sight, watchfulness);
        return switch (row.progress().status()) {
            case PLANNED -> new Beginning(situation).planned();
            case SENT -> new Beginning(situation).sent();
            case DISPUTED -> new Disputing(situation).disputed();
            case ANSWERING -> new Disputing(situation).answering();
            case CLOSING -> new Disputing(situation).closing();
            case CHECKPOINTED, FINALISED, ANSWERED, CLOSED_BY_AGREEMENT, STOPPED, REFUSED ->
                new Move.Over(row.progress());
        };
    }
}
