package dev.epilogue.closure;

/** What happened, by the name under which clients see it. */
public enum EventType {
    CLOSURE_PROPOSED("closure.proposed"),
    ROUND_OPENED("round.opened"),
    ROUND_CLOSED("round.closed"),
    ROUND_EXPIRING("round.expiring"),
    SIGNATURE_ACCEPTED("signature.accepted"),
    SIGNATURE_REMOVED("signature.removed"),
    PARTICIPANT_OPENED("participant.opened"),
    PARTICIPANT_DECLINED("participant.declined"),
    CONSENSUS_REACHED("consensus.reached"),
    CONSENSUS_LOST("consensus.lost"),
    CLOSURE_EXTENDED("closure.extended"),
    CLOSURE_REMINDER("closure.reminder"),
    SUBMISSION_STARTED("submission.started"),
    SUBMISSION_UNKNOWN("submission.unknown"),
    SUBMISSION_REFUSED("submission.refused"),
    PAYLOAD_EXECUTED("payload.executed"),
    SESSION_CLOSED("session.closed"),
    CHANNEL_UPDATED("channel.updated"),
    ESCALATION_STARTED("escalation.started"),
    ESCALATION_SENT("escalation.sent"),
    ESCALATION_CONFIRMED("escalation.confirmed"),
    ESCALATION_ANSWERED("escalation.answered"),
    ESCALATION_FINALISED("escalation.finalised"),
    ESCALATION_REFUSED("escalation.refused"),
    ESCALATION_UNWATCHED("escalation.unwatched"),
    PAYMENT_DOUBLED("payment.doubled"),
    CLOSURE_PARKED("closure.parked"),
    OPERATOR_ACTED("operator.acted"),
    CLOSURE_RESUMED("closure.resumed"),
    CLOSURE_EXPIRED("closure.expired"),
    CLOSURE_DECLINED("closure.declined"),
    CLOSURE_ENDED("closure.ended");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
