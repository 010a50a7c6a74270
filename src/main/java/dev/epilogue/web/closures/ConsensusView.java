package dev.epilogue.web.closures;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.signing.Quorum;
import dev.epilogue.signing.SufficientSets;
import dev.epilogue.signing.Tally;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.sessions.SessionView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How far a closure's current round is, and who is missing. */
public final class ConsensusView {

    private ConsensusView() {}

    public static Fields of(Closure closure) {
        Tally tally = tally(closure);
        return Fields.of("reached", tally.reached())
                .put("unanimous", tally.unanimous())
                .put("requiredWeight", tally.requiredWeight())
                .put("achievedWeight", tally.achievedWeight())
                .put("missingWeight", tally.missingWeight())
                .put("quorumWeight", closure.subject().definition().quorum())
                .put("quorumReached", tally.quorumReached())
                .put("signed", signed(closure))
                .put("pending", pending(closure))
                .put("declined", declined(closure));
    }

    /** Who is missing, and which of them would do. */
    public static Fields pendingSigners(Closure closure) {
        SufficientSets sets = rule(closure).sufficientSets(closure.signers(), closure.decliners());
        return Fields.of("pending", pending(closure))
                .put("missingWeight", tally(closure).missingWeight())
                .put("sufficientSets", sets.sets())
                .put("sufficientSetsTruncated", sets.truncated());
    }

    private static Tally tally(Closure closure) {
        return rule(closure).tally(closure.signers());
    }

    /** Once it went on with what there was at its deadline, that was enough. */
    private static Quorum rule(Closure closure) {
        Quorum quorum = closure.quorum();
        Quorum late = quorum.atDeadline();
        boolean wentOn = beyondSigning(closure) && late.tally(closure.signers()).reached();
        return wentOn ? late : quorum;
    }

    private static boolean beyondSigning(Closure closure) {
        ClosureStatus parkedFrom = closure.parkedFrom();
        return switch (parkedFrom == null ? closure.status() : parkedFrom) {
            case READY, SUBMITTING, SETTLING, SETTLED -> true;
            default -> false;
        };
    }

    private static List<Fields> signed(Closure closure) {
        return closure.consents().stream()
                .map(consent -> Fields.of("participant", consent.participant())
                        .put("weight", consent.weight())
                        .put("signer", consent.signer())
                        .put("signedAt", consent.signedAt())
                        .put("conditional", consent.conditional()))
                .toList();
    }

    private static List<Fields> pending(Closure closure) {
        Set<Address> pending = new TreeSet<>(rule(closure).pending(closure.signers()));
        pending.removeAll(closure.decliners());
        return pending.stream()
                .map(participant -> Fields.of("participant", participant)
                        .put("weight", closure.subject().definition().weightOf(participant)))
                .toList();
    }

    private static List<Fields> declined(Closure closure) {
        return closure.declines().stream()
                .map(decline -> Fields.of("participant", decline.participant())
                        .put("weight", closure.subject().definition().weightOf(decline.participant()))
                        .put("reason", decline.reason())
                        .put("at", decline.at())
                        .put(
                                "counterProposal",
                                decline.counterProposal() == null
                                        ? null
                                        : Fields.of("allocations", SessionView.allocations(decline.counterProposal()))))
                .toList();
    }
}
