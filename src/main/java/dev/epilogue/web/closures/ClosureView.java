package dev.epilogue.web.closures;

import dev.epilogue.closure.ChannelMoves;
import dev.epilogue.closure.ChannelStep;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.NodeTime;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Prerequisite;
import dev.epilogue.closure.Round;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.Subject;
import dev.epilogue.closure.Submission;
import dev.epilogue.closure.Times;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.closure.Work;
import dev.epilogue.web.escalation.ReportView;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.sessions.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The closure resource. */
public final class ClosureView {

    private ClosureView() {}

    /** @param lastEvent number of its newest event */
    public static Fields of(Closure closure, long lastEvent) {
        return fields(closure, closure.id().toString(), String.valueOf(lastEvent));
    }

    /** A closure that nobody has stored. */
    public static Fields preview(Closure closure) {
        return fields(closure, null, null);
    }

    private static Fields fields(Closure closure, @Nullable String id, @Nullable String lastEvent) {
        Fields fields = Fields.of("id", id).put("revision", closure.revision());
        identity(fields, closure.subject());
        fields.put("status", closure.status())
                .put("outcome", closure.outcome())
                .put("reference", closure.reference())
                .put("memo", closure.memo());
        times(fields, closure.times());
        agreement(fields, closure);
        progress(fields, closure);
        return fields.put("lastEventId", lastEvent);
    }

    private static void identity(Fields fields, Subject subject) {
        fields.put("node", subject.node())
                .put("dialect", subject.dialect().wireName())
                .put("sessionId", subject.sessionId())
                .put("application", subject.application());
    }

    private static void times(Fields fields, Times times) {
        fields.put("createdAt", times.createdAt())
                .put("updatedAt", times.updatedAt())
                .put("endedAt", times.endedAt())
                .put("firstDeadline", times.firstDeadline())
                .put("deadline", times.deadline())
                .put("reopenableUntil", times.reopenableUntil());
    }

    private static void agreement(Fields fields, Closure closure) {
        Round round = closure.round();
        fields.put("finalState", SessionView.finalState(closure))
                .put("policy", policy(closure.policy()))
                .put("participants", ParticipantsView.of(closure))
                .put(
                        "round",
                        Fields.of("number", round.number())
                                .put("openedAt", round.openedAt())
                                .put("closedAt", round.closedAt())
                                .put("closedBecause", round.closedBecause())
                                .put("signableUntil", round.signableUntil()))
                .put("consensus", ConsensusView.of(closure))
                .put("enforceable", enforceable(closure));
    }

    private static void progress(Fields fields, Closure closure) {
        Work work = closure.work();
        fields.put(
                        "submissions",
                        closure.submissions().stream()
                                .map(ClosureView::submission)
                                .toList())
                .put(
                        "session",
                        Fields.of("closed", closure.session().closed())
                                .put("closedAt", closure.session().closedAt())
                                .put("versionNumber", closure.session().versionNumber())
                                .put("readAt", closure.readAt()))
                .put(
                        "settlement",
                        closure.settlement().stream().map(ClosureView::line).toList())
                .put("prerequisites", prerequisites(closure.findings().prerequisites()))
                .put("warnings", closure.findings().warnings())
                .put("anomalies", closure.findings().anomalies())
                .put("protections", ReportView.protections(closure.protections()))
                .put("waitingFor", work.waitingFor())
                .put("nextAttemptAt", nextAttempt(work))
                .put("problem", problem(work));
    }

    static Fields policy(Policy policy) {
        return Fields.of("consensus", policy.consensus())
                .put("requiredParticipants", policy.requiredParticipants())
                .put("timeout", policy.timeout())
                .put("maxDeadline", policy.maxDeadline())
                .put("signableFor", policy.signableFor())
                .put("onVersionChange", policy.onVersionChange())
                .put("maxRounds", policy.maxRounds())
                .put("channelUpdate", policy.channelUpdate())
                .put("settleFor", policy.settleFor())
                .put("escalation", policy.escalation())
                .put("reopenFor", policy.reopenFor())
                .put("reminders", policy.reminders())
                .put("declineReason", policy.declineReason());
    }

    static List<Fields> prerequisites(List<Prerequisite> prerequisites) {
        return prerequisites.stream()
                .map(one -> Fields.of("name", one.name())
                        .put("result", one.result())
                        .put("detail", one.detail()))
                .toList();
    }

    /** How long whoever holds the signatures can use them: 0.x until a time, v1 as long as nobody moves the session. */
    private static Fields enforceable(Closure closure) {
        boolean usable = !closure.consents().isEmpty() && !closure.session().closed();
        Instant until = closure.enforceableUntil().map(NodeTime::instant).orElse(null);
        return Fields.of("until", usable ? until : null)
                .put("whileVersionNumber", usable && until == null ? closure.expectedVersion() : null);
    }

    private static Fields submission(Submission submission) {
        return Fields.of("index", submission.index())
                .put("purpose", submission.purpose())
                .put("versionNumber", submission.versionNumber())
                .put("status", submission.status())
                .put("provedAt", submission.provedAt());
    }

    private static Fields line(SettlementLine line) {
        return Fields.of("participant", line.participant())
                .put("asset", line.asset())
                .put("amount", line.amount())
                .put("channelId", line.channelId())
                .put("status", line.status())
                .put("channelUpdate", step(line.step()));
    }

    private static @Nullable Fields moved(@Nullable ChannelMoves moves) {
        return moves == null
                ? null
                : Fields.of("paidOut", moves.paidOut())
                        .put("lockedInChannel", moves.lockedInChannel())
                        .put("nodeBalance", moves.nodeBalance());
    }

    private static @Nullable Fields step(@Nullable ChannelStep step) {
        return step == null
                ? null
                : Fields.of("id", step.update())
                        .put("status", step.status())
                        .put("detail", step.detail())
                        .put("moved", moved(step.moves()))
                        .put("escalationPack", pack(step.challenge()));
    }

    private static @Nullable Fields pack(@Nullable GivenChallenge challenge) {
        return challenge == null ? null : Fields.of("status", challenge.fate()).put("reason", challenge.reason());
    }

    /** A deadline that is waited for is no attempt. */
    static @Nullable Instant nextAttempt(Work work) {
        WaitingFor waitingFor = work.waitingFor();
        if (waitingFor == null) {
            return null;
        }
        return switch (waitingFor) {
            case NODE, PROOF, FENCE, CHANNELS, CHAIN -> work.dueAt();
            case SIGNATURES, PROPOSAL, DEADLINE, OPERATOR -> null;
        };
    }

    private static @Nullable Fields problem(Work work) {
        var hindrance = work.problem();
        return hindrance == null
                ? null
                : Fields.of("code", hindrance.code().toLowerCase(Locale.ROOT))
                        .put("detail", hindrance.detail())
                        .put("actor", hindrance.actor())
                        .put("at", hindrance.at());
    }
}
