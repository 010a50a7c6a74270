package dev.epilogue.web.problem;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A problem as it is answered.
 *
 * @param fields the whole document
 * @param retryAfterSeconds null where waiting alone does not help
 */
public record ProblemDocument(
        HttpStatus status, Fields fields, @Nullable Long retryAfterSeconds) {

    /** Where each code has a page, at whatever address the service is reached. */
    static final String TYPES = "/problems/";

    private static final Set<String> STANDARD = Set.of(
            "type", "title", "status", "detail", "instance", "code", "retryable", "retryAfter", "actor", "violations");
    private static final Duration SOON = Duration.ofSeconds(1);

    /** @param instance what the request was about, null within a stream */
    public static ProblemDocument of(Problem problem, @Nullable String instance) {
        ProblemCode code = problem.code();
        HttpStatus status = statusOf(code);
        Long seconds = seconds(problem, status);
        Fields fields = Fields.of("type", TYPES + code.wireName())
                .put("title", title(code))
                .put("status", status.value())
                .put("detail", problem.detail())
                .put("instance", instance)
                .put("code", code.wireName())
                .put("retryable", code.retryable())
                .put("retryAfter", seconds)
                .put("actor", code.actor())
                .put("violations", problem.violations());
        for (Map.Entry<String, Object> extra : new TreeMap<>(problem.members()).entrySet()) {
            if (!STANDARD.contains(extra.getKey())) {
                fields.put(extra.getKey(), extra.getValue());
            }
        }
        return new ProblemDocument(status, fields, seconds);
    }

    /** Whether the caller did nothing wrong, and is to come again later. */
    boolean sendsAway() {
        return sendsAway(status);
    }

    private static boolean sendsAway(HttpStatus status) {
        return status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.TOO_MANY_REQUESTS;
    }

    public static HttpStatus statusOf(ProblemCode code) {
        return switch (code) {
            case MALFORMED_JSON, UNKNOWN_MEMBER, INVALID_PARAMETER, NODE_REQUIRED -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED, LINK_EXPIRED, SIGN_IN_EXPIRED -> HttpStatus.UNAUTHORIZED;
            case SCOPE_MISSING, SESSION_NOT_YOURS, ORIGIN_REFUSED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND,
                    SESSION_NOT_FOUND,
                    CHANNEL_NOT_FOUND,
                    CHANNEL_UPDATE_NOT_FOUND,
                    CLOSURE_NOT_FOUND,
                    NODE_NOT_FOUND,
                    API_KEY_NOT_FOUND,
                    WEBHOOK_NOT_FOUND -> HttpStatus.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
            case CLOSURE_ACTIVE,
                    CLOSURE_ACTIVE_ELSEWHERE,
                    KEY_REVOKED,
                    SESSION_CLOSED,
                    SESSION_OPEN,
                    STALE_VERSION,
                    ROUND_SUPERSEDED,
                    ROUND_SEALED,
                    CLOSURE_ENDED,
                    NOT_EXTENDABLE,
                    OUTCOME_UNKNOWN,
                    CHALLENGE_UNAVAILABLE,
                    LIMIT_LINKS,
                    LIMIT_WEBHOOKS,
                    IDEMPOTENCY_IN_PROGRESS -> HttpStatus.CONFLICT;
            case REVISION_MISMATCH -> HttpStatus.PRECONDITION_FAILED;
            case REQUEST_TIMEOUT -> HttpStatus.REQUEST_TIMEOUT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case ALLOCATION_SUM,
                    ALLOCATION_UNKNOWN_PARTICIPANT,
                    ALLOCATION_UNKNOWN_ASSET,
                    ALLOCATION_DUPLICATE,
                    ALLOCATION_NEGATIVE,
                    ALLOCATION_PRECISION,
                    FINAL_STATE_MISMATCH,
                    SESSION_UNSUPPORTED,
                    CONTRACT_UNVERIFIED,
                    CONSENSUS_UNREACHABLE,
                    IDEMPOTENCY_KEY_REUSED,
                    REASON_REQUIRED,
                    WEBHOOK_TARGET_REFUSED,
                    SIGNATURE_LENGTH,
                    SIGNATURE_HIGH_S,
                    SIGNATURE_STRANGER,
                    SIGNATURE_PREFIX,
                    SIGNATURE_ROUND,
                    SIGNATURE_ORDER,
                    SIGNATURE_COUNT,
                    CONTRACT_WALLET_UNSUPPORTED,
                    SESSION_KEY_UNKNOWN,
                    SESSION_KEY_EXPIRED,
                    SESSION_KEY_SCOPE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            case ISSUER_UNAVAILABLE, NODE_UNAVAILABLE, OVERLOADED, DATABASE_UNAVAILABLE ->
                HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    /** Whoever may come again is told when. */
    private static @Nullable Long seconds(Problem problem, HttpStatus status) {
        Duration wait = problem.retryAfter();
        boolean always = sendsAway(status) || problem.code() == ProblemCode.IDEMPOTENCY_IN_PROGRESS;
        if (wait == null) {
            return always ? SOON.toSeconds() : null;
        }
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** {@code Closure active} from {@code CLOSURE_ACTIVE}. */
    static String title(ProblemCode code) {
        String words = code.wireName().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
