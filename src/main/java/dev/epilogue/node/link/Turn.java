package dev.epilogue.node.link;

import dev.epilogue.node.Budget;

/**
 * Where a job stands in line.
 *
 * @param lane within the budget lanes take turns, so that one cannot starve another: a caller, else a session's id
 */
record Turn(Budget budget, String lane) {

    /** What nothing else of a budget can be ahead of. */
    static final Turn FIRST = new Turn(Budget.PROOF, "");

    boolean ofCallers() {
        return budget == Budget.CALLERS;
    }
}
