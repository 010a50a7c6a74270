package dev.epilogue.sandbox.nitronode.fault;

import dev.epilogue.value.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault strikes.
 *
 * @param method null for every method
 * @param session null for every session; else only requests that name it
 * @param intent null for every intent; else only app state updates with it
 * @param times how many requests, from the first match on
 */
public record FaultRule(
        @Nullable String method,
        @Nullable SessionId session,
        @Nullable Integer intent,
        int times,
        Fault fault) {

    private static final String SUBMIT = "app_sessions.v1.submit_app_state";
    private static final int CLOSE = 3;

    /** Strikes the next request of the method. */
    public static FaultRule on(String method, Fault fault) {
        return new FaultRule(method, null, null, 1, fault);
    }

    /** Strikes the next request of any method. */
    public static FaultRule onAny(Fault fault) {
        return new FaultRule(null, null, null, 1, fault);
    }

    /** Strikes the next close of any session. */
    public static FaultRule onClose(Fault fault) {
        return new FaultRule(SUBMIT, null, CLOSE, 1, fault);
    }

    public FaultRule ofSession(SessionId id) {
        return new FaultRule(method, id, intent, times, fault);
    }

    public FaultRule withIntent(int number) {
        return new FaultRule(method, session, number, times, fault);
    }

    public FaultRule times(int count) {
        return new FaultRule(method, session, intent, count, fault);
    }

    public FaultRule always() {
        return times(Integer.MAX_VALUE);
    }

    boolean matches(Target target) {
        return (method == null || method.equals(target.method()))
                && (session == null || session.equals(target.session()))
                && (intent == null || intent.equals(target.intent()));
    }

    /** What a request is about. */
    public record Target(
            String method,
            @Nullable SessionId session,
            @Nullable Integer intent) {}
}
