package dev.epilogue.web.gate;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;

/** What a route is about, as its pattern says. */
enum Subject {
    /** The caller's own things, whatever they are. */
    OWN,
    CLOSURE,
    CHANNEL_UPDATE,
    SESSION,
    CHANNEL,
    PARTICIPANT;

    static Subject of(String pattern) {
        if (pattern.startsWith("/v1/closures/{id}")) {
            return CLOSURE;
        }
        if (pattern.startsWith("/v1/channel-updates/{id}")) {
            return CHANNEL_UPDATE;
        }
        if (pattern.startsWith("/v1/sessions/{sessionId}")) {
            return SESSION;
        }
        if (pattern.startsWith("/v1/channels/{channelId}")) {
            return CHANNEL;
        }
        if (pattern.startsWith("/v1/participants/{address}")) {
            return PARTICIPANT;
        }
        return OWN;
    }

    /** Word for word what the desks say of what does not exist. */
    Problem notFound() {
        return switch (this) {
            case CLOSURE -> Problem.of(ProblemCode.CLOSURE_NOT_FOUND, "There is no such closure.");
            case CHANNEL_UPDATE -> Problem.of(ProblemCode.CHANNEL_UPDATE_NOT_FOUND, "There is no such channel update.");
            case SESSION -> Problem.of(ProblemCode.SESSION_NOT_FOUND, "There is no such session.");
            case CHANNEL -> Problem.of(ProblemCode.CHANNEL_NOT_FOUND, "There is no such channel.");
            case PARTICIPANT, OWN -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.");
        };
    }
}
