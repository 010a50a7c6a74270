package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionRemark;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is odd about a session, for whoever closes it: what forbids a close, with the way out, and what is only worth knowing. */
final class Remarks {

    private Remarks() {}

    /** A close would pay out money that nobody paid in, or leave some behind. */
    static void refuseUnsafe(SessionReading reading) {
        List<Violation> faults = reading.remarks().stream()
                .flatMap(remark ->
                        wayOut(remark).map(detail -> new Violation("sessionId", codeOf(remark), detail)).stream())
                .toList();
        if (!faults.isEmpty()) {
            throw new Problem(ProblemCode.SESSION_UNSUPPORTED, faults.getFirst().detail(), null, faults, Map.of())
                    .exception();
        }
    }

    static List<String> warnings(SessionReading reading) {
        return reading.remarks().stream()
                .flatMap(remark -> warning(remark).stream())
                .toList();
    }

    /** What the proposer should know, each under a name of its own. */
    static List<Prerequisite> prerequisites(SessionReading reading) {
        return reading.remarks().stream()
                .flatMap(remark -> name(remark)
                        .map(name -> new Prerequisite(
                                name, Prerequisite.Result.WARN, warning(remark).orElse(null)))
                        .stream())
                .toList();
    }

    private static Optional<String> name(SessionRemark remark) {
        return switch (remark.code()) {
            case OUTSIDER -> Optional.of("no-outsider-deposit");
            case DUST -> Optional.of("no-dust");
            case ELSEWHERE -> Optional.of("no-other-node");
            case LEGACY_ID, CANNOT_SIGN, LISTED_TWICE, NEGATIVE_BALANCE, TOTAL_ABOVE_DEPOSITS -> Optional.empty();
        };
    }

    private static Optional<String> wayOut(SessionRemark remark) {
        return switch (remark.code()) {
            case LISTED_TWICE ->
                Optional.of(
                        "The definition lists %s twice; only its last weight counts and no close of it is safe. Ask the node's operator."
                                .formatted(remark.account()));
            case NEGATIVE_BALANCE ->
                Optional.of(
                        "The account of %s is below zero by updates that ran at the same time. Ask the node's operator."
                                .formatted(remark.account()));
            case TOTAL_ABOVE_DEPOSITS ->
                Optional.of(
                        "The session holds %s %s more than was paid in, as after an update that left somebody out: a close would pay it from nothing, and no update takes it back. Ask the node's operator."
                                .formatted(remark.amount(), remark.asset()));
            case LEGACY_ID, CANNOT_SIGN, OUTSIDER, DUST, ELSEWHERE -> Optional.empty();
        };
    }

    private static Optional<String> warning(SessionRemark remark) {
        return switch (remark.code()) {
            case OUTSIDER ->
                Optional.of("%s is no participant and has paid %s %s in: it can only go to participants."
                        .formatted(remark.account(), remark.amount(), remark.asset()));
            case DUST ->
                Optional.of(
                        "The balance of %s in %s is finer than can be withdrawn: it may stay so, or one entry of another split takes the rest."
                                .formatted(remark.account(), remark.asset()));
            case ELSEWHERE ->
                Optional.of(
                        "Node %s knows a session of the same id: what is signed for this close may be used there as well."
                                .formatted(remark.account()));
            case LEGACY_ID -> Optional.of("The session is older than node 0.5: its id does not cover its application.");
            case CANNOT_SIGN, LISTED_TWICE, NEGATIVE_BALANCE, TOTAL_ABOVE_DEPOSITS -> Optional.empty();
        };
    }

    private static String codeOf(SessionRemark remark) {
        return remark.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
