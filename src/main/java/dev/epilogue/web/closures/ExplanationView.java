package dev.epilogue.web.closures;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.problem.Actor;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.WorkStore;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.nodes.NodesView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a closure is where it is, and what helps. */
public final class ExplanationView {

    private ExplanationView() {}

    /**
     * @param node null when the configuration no longer has it
     * @param operator whether the reader sees what concerns all tenants
     */
    public static Fields of(Loaded loaded, WorkStore.State work, @Nullable NodeStatus node, boolean operator) {
        Closure closure = loaded.closure();
        WaitingFor waitingFor = closure.work().waitingFor();
        return Fields.of("waitingFor", waitingFor)
                .put("since", closure.times().updatedAt())
                .put("actor", actor(closure))
                .put("summary", summary(closure))
                .put("nextAttemptAt", ClosureView.nextAttempt(closure.work()))
                .put("attempts", attempts(closure))
                .put("gate", gate(work, operator))
                .put("lease", lease(loaded, work))
                .put("node", node == null ? null : operator ? NodesView.node(node) : NodesView.name(node))
                .put("remedies", remedies(closure));
    }

    /** Of another tenant's close no more is told than that there is one. */
    private static Fields gate(WorkStore.State work, boolean operator) {
        String state = work.gate() == null ? "IDLE" : work.gate();
        boolean hidden = work.gateIsOthers() && !operator;
        return Fields.of("state", hidden && !state.equals("IDLE") ? "SENT" : state)
                .put("heldByThis", work.gateIsOurs())
                .put("fenceUntil", hidden ? null : work.fenceUntil());
    }

    private static @Nullable Actor actor(Closure closure) {
        var problem = closure.work().problem();
        if (problem != null) {
            return problem.actor();
        }
        WaitingFor waitingFor = closure.work().waitingFor();
        if (waitingFor == null) {
            return null;
        }
        return switch (waitingFor) {
            case SIGNATURES -> Actor.PARTICIPANT;
            case PROPOSAL -> Actor.CALLER;
            case NODE, PROOF, FENCE, CHANNELS, CHAIN -> Actor.NODE;
            case OPERATOR -> Actor.OPERATOR;
            case DEADLINE -> null;
        };
    }

    private static String summary(Closure closure) {
        var problem = closure.work().problem();
        if (problem != null) {
            return closure.status().ended()
                    ? "The closure has ended: %s. %s".formatted(closure.status(), problem.detail())
                    : problem.detail();
        }
        WaitingFor waitingFor = closure.work().waitingFor();
        if (waitingFor == null) {
            return closure.status().ended()
                    ? "The closure has ended: " + closure.status() + "."
                    : "Nothing is waited for.";
        }
        return switch (waitingFor) {
            case SIGNATURES ->
                "Participants still have to sign round " + closure.round().number() + ".";
            case PROPOSAL -> "The session moved, and the split no longer fits: another one has to be proposed.";
            case DEADLINE -> "The deadline decides.";
            case NODE -> "The next payload is to be sent to the node.";
            case PROOF -> "A submission's effect is not proved yet: the node is read.";
            case FENCE -> "A lost submission may still run until its fence has passed.";
            case CHANNELS -> "The session is closed; the participants' credits and channels are followed.";
            case CHAIN -> "Transactions are to be confirmed on chain.";
            case OPERATOR -> "An operator has to decide.";
        };
    }

    private static List<Fields> attempts(Closure closure) {
        return closure.submissions().stream()
                .filter(submission -> submission.attempts() > 0)
                .map(submission -> Fields.of("index", submission.index())
                        .put("purpose", submission.purpose())
                        .put("status", submission.status())
                        .put("attempts", submission.attempts())
                        .put("sentAt", submission.sentAt())
                        .put("refusal", submission.refusal()))
                .toList();
    }

    private static @Nullable Fields lease(Loaded loaded, WorkStore.State work) {
        boolean held = work.leaseUntil() != null && work.leaseUntil().isAfter(loaded.now());
        return held
                ? Fields.of("owner", work.owner())
                        .put("until", work.leaseUntil())
                        .put("epoch", work.leaseEpoch())
                : null;
    }

    /** What callers and operators can do now, by the last part of the call's path. */
    private static List<String> remedies(Closure closure) {
        ClosureStatus status = closure.status();
        return switch (status) {
            case COLLECTING -> List.of("signatures", "rounds", "extension", "cancellation", "parking");
            case READY -> List.of("rounds", "extension", "cancellation", "reconciliation", "parking");
            case SUBMITTING -> List.of("reconciliation", "parking", "cancellation");
            case SETTLING, ESCALATING -> List.of("reconciliation", "parking");
            case PARKED -> List.of("resumption", "reconciliation", "cancellation");
            case EXPIRED, DECLINED ->
                closure.times().reopenableUntil() == null ? List.of() : List.of("rounds", "extension");
            case SETTLED, PROTECTED, CANCELLED, SUPERSEDED -> List.of();
        };
    }
}
