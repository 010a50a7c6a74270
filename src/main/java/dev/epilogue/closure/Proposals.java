package dev.epilogue.closure;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proposing a closure: from what the node showed and what the application wants to a closure with an open round. */
public final class Proposals {

    private Proposals() {}

    /**
     * What the application asks for.
     *
     * @param node name in the configuration
     * @param reference the application's own name for it
     * @param memo shown to signers
     */
    public record Request(
            TenantId tenant,
            String node,
            FinalState finalState,
            Policy policy,
            @Nullable String reference,
            @Nullable String memo) {}

    /** @throws ProblemException when the session is closed, the state does not fit, or the policy can never be met */
    public static Change propose(Request request, SessionReading reading, NodeIdentity node, Instant now) {
        if (!reading.open()) {
            throw Problem.of(ProblemCode.SESSION_CLOSED, "The node has closed the session already.")
                    .exception();
        }
        Remarks.refuseUnsafe(reading);
        Proposal proposal = FinalStates.check(reading, request.finalState());
        Policy policy = request.policy();
        Definition definition = new Definition(reading.quorum(), reading.participants());
        Subject subject = new Subject(
                request.node(),
                node.address(),
                reading.dialect(),
                reading.sessionId(),
                reading.application(),
                definition);
        Instant deadline = now.plus(policy.timeout());
        Round round = Rounds.open(1, reading, proposal, policy, deadline, now);
        Set<Address> unable = DialectRules.of(reading.dialect()).unable(reading.participants());
        checkReachable(policy, definition, round, unable);
        Closure closure = new Closure(
                ClosureId.next(subject.bucket(), now),
                request.tenant(),
                subject,
                policy,
                request.reference(),
                request.memo(),
                ClosureStatus.COLLECTING,
                null,
                null,
                1,
                new Times(now, now, deadline, deadline, null, null),
                List.of(round),
                List.of(),
                List.of(),
                Asking.NOTHING,
                round.required().stream().map(Submission::pending).toList(),
                new SessionState(false, null, reading.versionNumber()),
                Settlements.expected(round),
                new Findings(prerequisites(reading, unable), warnings(reading, policy, definition, round), List.of()),
                List.of(),
                new Work(firstLook(round, deadline), 0, WaitingFor.SIGNATURES, null),
                null);
        return created(closure, reading);
    }

    private static Instant firstLook(Round round, Instant deadline) {
        Instant until = round.signableUntil();
        return until == null ? deadline : round.expiringAt(until);
    }

    private static Change created(Closure closure, SessionReading reading) {
        Round round = closure.round();
        Proposal now = FinalStates.asItStands(reading, null);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("deadline", closure.times().deadline().toString());
        data.put("consensus", closure.policy().consensus().name());
        List<ClosureEvent> events = List.of(
                new ClosureEvent(EventType.CLOSURE_PROPOSED, ClosureStatus.COLLECTING, data),
                new ClosureEvent(
                        EventType.ROUND_OPENED,
                        ClosureStatus.COLLECTING,
                        Rounds.opened(round, Rounds.changes(now, round.proposal()))));
        return new Change(closure, closure, events, List.of(), Set.of(), Set.of(), List.of(), GateMove.KEEP, false);
    }

    private static void checkReachable(Policy policy, Definition definition, Round round, Set<Address> unable) {
        List<Address> named = policy.requiredParticipants();
        if (named != null) {
            named.stream()
                    .filter(participant -> definition.member(participant).isEmpty())
                    .findFirst()
                    .ifPresent(stranger -> {
                        throw unreachable(stranger + " takes no part in the session.");
                    });
        }
        if (!Closure.quorum(policy, definition, round).reachableWithout(unable)) {
            throw unreachable("Those who may sign do not have the weight %d that the node asks for."
                    .formatted(definition.quorum()));
        }
    }

    private static ProblemException unreachable(String detail) {
        return Problem.of(ProblemCode.CONSENSUS_UNREACHABLE, "policy.requiredParticipants", detail)
                .exception();
    }

    private static List<Prerequisite> prerequisites(SessionReading reading, Set<Address> unable) {
        List<Prerequisite> all = new ArrayList<>();
        all.add(Prerequisite.ok("session-definition"));
        all.add(Prerequisite.ok("node-connected"));
        all.add(new Prerequisite(
                "version-quiet",
                Prerequisite.Result.UNKNOWABLE,
                "Any quorum of participants can still move version " + reading.versionNumber() + "."));
        all.add(new Prerequisite(
                "no-open-rounds", Prerequisite.Result.UNKNOWABLE, "Only the application knows its own rounds."));
        all.add(new Prerequisite(
                "no-ongoing-escrow", Prerequisite.Result.UNKNOWABLE, "The node tells when a close is tried."));
        all.add(new Prerequisite(
                "session-keys",
                Prerequisite.Result.UNKNOWABLE,
                "Checked when a session key signs, and before sending."));
        all.add(
                unable.isEmpty()
                        ? Prerequisite.ok("participants-can-sign")
                        : new Prerequisite(
                                "participants-can-sign",
                                Prerequisite.Result.WARN,
                                "Not in EIP-55 in the definition, so their signatures never count: " + unable + "."));
        all.addAll(Remarks.prerequisites(reading));
        return all;
    }

    /** A 0.x node refuses new sessions to a wallet whose channel holds money, and pays a channel out whatever the session credited. */
    private static Optional<String> channelWarning(Dialect dialect, Policy.ChannelUpdate update) {
        if (dialect == Dialect.NITRONODE_V1) {
            return Optional.empty();
        }
        return switch (update) {
            case RESIZE ->
                Optional.of(
                        "RESIZE takes the credit into the wallet's channel: while a channel of it holds money, this node lets the"
                                + " wallet neither create, join nor fund a session, nor transfer.");
            case CLOSE_CHANNEL ->
                Optional.of(
                        "CLOSE_CHANNEL pays out what the wallet's channel holds on chain, which may be older money; what the session"
                                + " credits stays at the node.");
            case VERIFY, ACKNOWLEDGE, CHECKPOINT -> Optional.empty();
        };
    }

    private static List<String> warnings(SessionReading reading, Policy policy, Definition definition, Round round) {
        List<String> warnings = new ArrayList<>(Remarks.warnings(reading));
        long total = definition.members().stream()
                .mapToLong(SessionReading.Member::weight)
                .sum();
        if (definition.quorum() < total) {
            warnings.add("A quorum of %d out of %d can close or move the session without the others."
                    .formatted(definition.quorum(), total));
        }
        if (round.required().size() > 1) {
            warnings.add(
                    "Another split takes two updates at this node: once the first is booked there is no way back.");
        }
        Instant until = round.signableUntil();
        if (until != null) {
            warnings.add(
                    "What is signed now can be used until %s only, and the deadline is later: everybody has to sign again in each window, on 0.x once a day."
                            .formatted(until));
        }
        if (round.proposal().nonZero().isEmpty()) {
            warnings.add("The session holds nothing.");
        }
        channelWarning(reading.dialect(), policy.channelUpdate()).ifPresent(warnings::add);
        return warnings;
    }
}
