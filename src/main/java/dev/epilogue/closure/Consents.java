package dev.epilogue.closure;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Tally;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signatures and refusals, and what they do to a closure. */
public final class Consents {

    /** What the participant can do about it. */
    private static final Map<String, String> CURES = Map.of(
            "MANDATE_ENDED",
            "Sign with the wallet, or with a mandate that lasts beyond the closure's deadline.",
            "SESSION_KEY_NOT_COUNTED",
            "Sign with the wallet, or with a key that the node has registered for this application.",
            "WALLET_NOT_COUNTED",
            "The address is registered as the key of another wallet: register a fresh session key and sign with it.");

    private Consents() {}

    /** Why the round takes nothing from anybody any more. */
    public static Optional<Problem> refusal(Closure closure, int round, Instant now) {
        switch (closure.status()) {
            case COLLECTING, READY, ESCALATING -> {}
            case SUBMITTING -> {
                return Optional.of(
                        Problem.of(ProblemCode.ROUND_SEALED, "The round is sealed: its payloads are on their way."));
            }
            case SETTLING -> {
                return Optional.of(
                        Problem.of(ProblemCode.ROUND_SEALED, "The round is sealed: the session is closed with it."));
            }
            case PARKED -> {
                return Optional.of(Problem.of(
                        ProblemCode.ROUND_SEALED, "The closure is parked: it takes signatures once it is resumed."));
            }
            default -> {
                return Optional.of(
                        Problem.of(ProblemCode.CLOSURE_ENDED, "The closure has ended: " + closure.status() + "."));
            }
        }
        Round current = closure.round();
        if (round != current.number() || !current.open()) {
            return Optional.of(Problem.of(
                            ProblemCode.ROUND_SUPERSEDED,
                            "Round %d is not open; the current one is %d.".formatted(round, current.number()))
                    .with("round", current.number()));
        }
        Instant until = current.signableUntil();
        boolean late = tooLate(closure, now) || (until != null && !now.isBefore(until));
        return late
                ? Optional.of(Problem.of(ProblemCode.ROUND_SEALED, "The time for signing this round is over."))
                : Optional.empty();
    }

    /** While channels are protected on chain a signature still counts, as long as the node would take what is signed. */
    private static boolean tooLate(Closure closure, Instant now) {
        if (closure.status() != ClosureStatus.ESCALATING) {
            return !now.isBefore(closure.times().deadline());
        }
        return closure.enforceableUntil()
                .map(closure::onOurClock)
                .filter(until -> !now.isBefore(until))
                .isPresent();
    }

    /** A participant signed every required payload of the current round. Signing takes an earlier refusal back. */
    public static Decision accept(
            Closure closure, Consent consent, List<AcceptedSignature> signatures, int round, Instant now) {
        Optional<Problem> refusal = refusal(closure, round, now);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        Optional<Consent> earlier = closure.consentOf(consent.participant());
        if (earlier.isPresent() && !earlier.get().conditional()) {
            return new Decision.Unchanged();
        }
        Draft draft = new Draft(closure, now);
        draft.consents(with(closure.consents(), consent)).add(signatures);
        takeBackRefusal(draft, consent.participant());
        draft.event(EventType.SIGNATURE_ACCEPTED, accepted(consent, round));
        Tally tally = draft.current().tally();
        if (closure.status() == ClosureStatus.COLLECTING && tally.reached()) {
            ready(draft, tally);
        } else if (closure.status() == ClosureStatus.ESCALATING
                && Escalations.tally(draft.current(), now).reached()) {
            draft.waits(WaitingFor.CHAIN, now);
        }
        return new Decision.Changed(draft.change());
    }

    /**
     * A participant who has signed the round signs what may be signed along with it. Never needed for anything: only kept, for what
     * comes after the close.
     */
    public static Decision along(
            Closure closure, Address participant, List<AcceptedSignature> signatures, int round, Instant now) {
        Optional<Problem> refusal = refusal(closure, round, now);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        if (signatures.isEmpty() || closure.consentOf(participant).isEmpty()) {
            return new Decision.Unchanged();
        }
        Draft draft = new Draft(closure, now);
        draft.add(signatures);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("participant", participant.checksummed());
        data.put("signer", participant.checksummed());
        data.put("round", round);
        data.put("optional", signatures.stream().map(AcceptedSignature::payload).toList());
        draft.event(EventType.SIGNATURE_ACCEPTED, data);
        return new Decision.Changed(draft.change());
    }

    /** A participant refuses: its signature goes, and with it perhaps consensus, and perhaps the whole attempt. */
    public static Decision decline(Closure closure, Decline decline, int round, Instant now) {
        Optional<Problem> refusal = closure.status() == ClosureStatus.SUBMITTING || closure.inDoubt()
                ? Optional.of(Lifetime.notChangeable(closure))
                : refusal(closure, round, now);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        if (closure.paidOut()) {
            return new Decision.Refused(
                    Problem.of(ProblemCode.ROUND_SEALED, "The split is booked; the closure goes on to close."));
        }
        if (closure.policy().declineReason() == Policy.DeclineReason.REQUIRED
                && decline.reason().isBlank()) {
            return new Decision.Refused(
                    Problem.of(ProblemCode.REASON_REQUIRED, "Whoever refuses this closure has to say why."));
        }
        if (closure.declines().stream()
                .anyMatch(earlier -> earlier.participant().equals(decline.participant()))) {
            return new Decision.Unchanged();
        }
        Draft draft = new Draft(closure, now);
        List<Decline> declines = new ArrayList<>(closure.declines());
        declines.add(decline);
        draft.declines(declines);
        draft.event(EventType.PARTICIPANT_DECLINED, declined(decline, round));
        withdraw(draft, decline.participant(), "DECLINED");
        boolean hopeless =
                !draft.current().quorum().reachableWithout(draft.current().decliners());
        if (hopeless && draft.status() != ClosureStatus.ESCALATING) {
            String detail = "%s declined: %s".formatted(decline.participant().checksummed(), decline.reason());
            draft.pause(
                    ClosureStatus.DECLINED,
                    EventType.CLOSURE_DECLINED,
                    Map.of("round", round),
                    EndReason.DECLINED.at(now, detail));
        }
        return new Decision.Changed(draft.change());
    }

    /** The node no longer counts a participant's signer: its signature goes, the round stays open for another one. */
    public static Decision revoke(Closure closure, Address participant, String reason, Instant now) {
        Draft draft = new Draft(closure, now);
        withdraw(draft, participant, reason);
        return new Decision.Changed(draft.change());
    }

    /** A wallet vouched for its key until now and no longer: what the key signed is not sent. */
    public static Optional<Decision> mandateEnded(Closure closure, Instant now) {
        return closure.consents().stream()
                .filter(consent -> consent.mandateEnded(now))
                .findFirst()
                .map(consent -> revoke(closure, consent.participant(), "MANDATE_ENDED", now));
    }

    /**
     * The node takes a signer for somebody else: a dead session key, or a wallet that somebody registered as a key of another one.
     * The event names the cure, since the same signer will be refused again.
     */
    public static Decision uncounted(Closure closure, Address participant, boolean bySessionKey, Instant now) {
        Draft draft = new Draft(closure, now);
        withdraw(draft, participant, bySessionKey ? "SESSION_KEY_NOT_COUNTED" : "WALLET_NOT_COUNTED");
        if (draft.status() == ClosureStatus.READY) {
            draft.waits(WaitingFor.NODE, now);
        }
        return new Decision.Changed(draft.change());
    }

    static void ready(Draft draft, Tally tally) {
        draft.move(ClosureStatus.READY).waits(WaitingFor.NODE, draft.now());
        draft.event(
                EventType.CONSENSUS_REACHED,
                Map.of("round", draft.before().round().number(), "unanimous", tally.unanimous()));
    }

    static void withdraw(Draft draft, Address participant, String reason) {
        Closure closure = draft.current();
        if (closure.consentOf(participant).isEmpty()) {
            return;
        }
        draft.consents(without(closure.consents(), participant)).remove(participant);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("participant", participant.checksummed());
        data.put("round", closure.round().number());
        data.put("reason", reason);
        if (CURES.containsKey(reason)) {
            data.put("cure", CURES.get(reason));
        }
        draft.event(EventType.SIGNATURE_REMOVED, data);
        if (draft.status() == ClosureStatus.READY && !draft.current().tally().reached()) {
            draft.move(ClosureStatus.COLLECTING).waits(WaitingFor.SIGNATURES, null);
            draft.event(
                    EventType.CONSENSUS_LOST, Map.of("round", closure.round().number(), "reason", reason));
        }
    }

    private static void takeBackRefusal(Draft draft, Address participant) {
        List<Decline> declines = draft.before().declines();
        List<Decline> kept = declines.stream()
                .filter(decline -> !decline.participant().equals(participant))
                .toList();
        if (kept.size() < declines.size()) {
            draft.declines(kept).declineTakenBack(participant);
        }
    }

    private static List<Consent> with(List<Consent> consents, Consent consent) {
        List<Consent> all = new ArrayList<>(without(consents, consent.participant()));
        all.add(consent);
        return all;
    }

    private static List<Consent> without(List<Consent> consents, Address participant) {
        return consents.stream()
                .filter(consent -> !consent.participant().equals(participant))
                .toList();
    }

    private static Map<String, Object> accepted(Consent consent, int round) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("participant", consent.participant().checksummed());
        data.put("signer", consent.signer().checksummed());
        data.put("weight", consent.weight());
        data.put("conditional", consent.conditional());
        data.put("round", round);
        return data;
    }

    private static Map<String, Object> declined(Decline decline, int round) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("participant", decline.participant().checksummed());
        data.put("reason", decline.reason());
        data.put("round", round);
        return data;
    }
}
