package dev.epilogue.closure;

import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Quorum;
import dev.epilogue.signing.Tally;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to close one application session: everything that decisions are made from.
 *
 * @param parkedFrom where it goes back to when an operator resumes it
 * @param revision moves with every visible change
 * @param rounds oldest first; the last is the current one
 * @param consents of the current round
 * @param declines of the current round
 * @param submissions of the current round, in order of execution
 * @param protections what was ever undertaken on chain for its participants, oldest first
 * @param asking when participants came to look, and what they answered before
 * @param sight null: nobody has looked since the closure was made. No change writes it
 */
public record Closure(
        ClosureId id,
        TenantId tenant,
        Subject subject,
        Policy policy,
        @Nullable String reference,
        @Nullable String memo,
        ClosureStatus status,
        @Nullable ClosureStatus parkedFrom,
        @Nullable Outcome outcome,
        long revision,
        Times times,
        List<Round> rounds,
        List<Consent> consents,
        List<Decline> declines,
        Asking asking,
        List<Submission> submissions,
        SessionState session,
        List<SettlementLine> settlement,
        Findings findings,
        List<Protection> protections,
        Work work,
        @Nullable Sight sight) {

    /** A v1 node executes a frame that lost its connection at once or never; its version guards what comes later. */
    private static final Duration V1_FENCE = Duration.ofMinutes(1);

    public Closure {
        rounds = List.copyOf(rounds);
        consents = List.copyOf(consents);
        declines = List.copyOf(declines);
        submissions = List.copyOf(submissions);
        settlement = List.copyOf(settlement);
        protections = List.copyOf(protections);
    }

    Closure atRevision(long number) {
        return new Closure(
                id,
                tenant,
                subject,
                policy,
                reference,
                memo,
                status,
                parkedFrom,
                outcome,
                number,
                times,
                rounds,
                consents,
                declines,
                asking,
                submissions,
                session,
                settlement,
                findings,
                protections,
                work,
                sight);
    }

    /** Until when nothing is known to have happened to the session beside what is told here. */
    public Instant readAt() {
        Instant base = round().base().readAt();
        Instant seen = sight == null || sight.readAt().isBefore(base) ? base : sight.readAt();
        Instant closedAt = session.closedAt();
        return closedAt != null && closedAt.isAfter(seen) ? closedAt : seen;
    }

    /** Whether somebody else seems to have moved or closed the session. */
    public boolean seenElsewhere() {
        return sight != null && sight.contradicts(this);
    }

    public Round round() {
        return rounds.getLast();
    }

    public Optional<Consent> consentOf(Address participant) {
        return consents.stream()
                .filter(consent -> consent.participant().equals(participant))
                .findFirst();
    }

    /** The rule of the current round. */
    public Quorum quorum() {
        return quorum(policy, subject.definition(), round());
    }

    static Quorum quorum(Policy policy, Definition definition, Round round) {
        List<Address> named = policy.requiredParticipants();
        return Quorum.of(
                policy.consensus(),
                definition.quorum(),
                definition.weights(),
                Quorum.losing(round.base().allocations(), round.proposal().allocations()),
                named == null ? null : Set.copyOf(named));
    }

    /** How far the signatures of the current round reach. */
    public Tally tally() {
        return quorum().tally(signers());
    }

    public Set<Address> signers() {
        return consents.stream().map(Consent::participant).collect(Collectors.toSet());
    }

    public Set<Address> decliners() {
        return declines.stream().map(Decline::participant).collect(Collectors.toSet());
    }

    /** Whether a frame of ours may have run or may still run. */
    public boolean inDoubt() {
        return submissions.stream().anyMatch(submission -> submission.status().inDoubt());
    }

    /** Since when it has been unknown what became of a frame. */
    Optional<Instant> doubtfulSince() {
        return submissions.stream()
                .flatMap(submission -> submission.doubtfulSince().stream())
                .min(Comparator.naturalOrder());
    }

    /** Until when the current round takes signatures. */
    public Instant collectingUntil() {
        Instant until = round().signableUntil();
        return until != null && round().open() && until.isBefore(times.deadline()) ? until : times.deadline();
    }

    /** Until when whoever holds the round's signatures can use them; empty: as long as the session stays at the base version. */
    public Optional<NodeTime> enforceableUntil() {
        return DialectRules.of(this).enforceableUntil(round());
    }

    /** Whether the node has to be read once more directly before sending, since it would not notice by itself that something moved. */
    public boolean mustBeReadBeforeSending() {
        return DialectRules.of(this).fence(round()).isPresent();
    }

    /** Until when the session's gate stays shut after a submission, should nobody be there to prove its outcome. */
    public Instant gateFence() {
        return fence().map(this::onOurClock).orElse(times.updatedAt().plus(V1_FENCE));
    }

    /** A moment of the node's clock in database time, by what both said when the round was frozen. */
    public Instant onOurClock(NodeTime time) {
        return NodeClock.of(round().base()).onDatabase(time);
    }

    /** From when on nothing that was signed in this round can run any more; empty where a moved version says so. */
    public Optional<NodeTime> fence() {
        return DialectRules.of(this).fence(round());
    }

    /** Who is to receive money. */
    public List<Address> payees() {
        return settlement.stream().map(SettlementLine::participant).distinct().toList();
    }

    /** The split is booked though the session is open: there is no way back, only on to the close. */
    public boolean paidOut() {
        return submissions.stream()
                .anyMatch(submission ->
                        submission.purpose() == Purpose.OPERATE && submission.status() == SubmissionStatus.EXECUTED);
    }

    /** The version at which the session must be found while none of the remaining payloads has run. */
    public long expectedVersion() {
        long executed = submissions.stream()
                .filter(submission -> submission.status() == SubmissionStatus.EXECUTED)
                .count();
        return round().base().versionNumber() + executed;
    }
}
