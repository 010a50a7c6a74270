package dev.epilogue.web.closures;

import dev.epilogue.closure.Policy;
import dev.epilogue.signing.Consensus;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A proposal's {@code policy}: what it leaves out is the service's default. */
final class PolicyInput {

    private static final int MOST_REMINDERS = 5;

    private final ClosureDefaults defaults;
    private final ClosureDefaults.Limits limits;

    PolicyInput(ClosureDefaults defaults) {
        this.defaults = defaults;
        this.limits = defaults.limits();
    }

    Policy read(@Nullable Members given) {
        Policy standard = defaults.policy();
        if (given == null) {
            return standard;
        }
        Consensus consensus = given.parsed("consensus", Texts.oneOf(Consensus.class));
        List<Address> required = required(given);
        Duration timeout = or(given.parsed("timeout", lasting()), standard.timeout());
        Duration maxDeadline = maxDeadline(given, timeout, standard);
        Duration signableFor = given.parsed("signableFor", lasting());
        Policy.OnVersionChange moved = given.parsed("onVersionChange", Texts.oneOf(Policy.OnVersionChange.class));
        Long rounds = given.integer("maxRounds", 1, limits.maxRounds());
        Duration settleFor = given.parsed("settleFor", Kinds.duration(Duration.ZERO, limits.maxKept()));
        Duration reopenFor = given.parsed("reopenFor", Kinds.duration(Duration.ZERO, limits.maxKept()));
        Policy.ChannelUpdate channels = given.parsed("channelUpdate", Texts.oneOf(Policy.ChannelUpdate.class));
        List<Integer> reminders = reminders(given);
        Policy.DeclineReason declineReason = given.parsed("declineReason", Texts.oneOf(Policy.DeclineReason.class));
        Policy.Escalation escalation = given.parsed("escalation", Texts.oneOf(Policy.Escalation.class));
        given.end();
        return new Policy(
                or(consensus, standard.consensus()),
                required,
                timeout,
                maxDeadline,
                signableFor == null ? standard.signableFor() : signableFor,
                or(moved, standard.onVersionChange()),
                rounds == null ? standard.maxRounds() : rounds.intValue(),
                or(channels, standard.channelUpdate()),
                or(settleFor, standard.settleFor()),
                or(escalation, standard.escalation()),
                or(reopenFor, standard.reopenFor()),
                or(reminders, standard.reminders()),
                or(declineReason, standard.declineReason()));
    }

    private static @Nullable List<Integer> reminders(Members given) {
        return given.integers("reminders", MOST_REMINDERS, 1, 99);
    }

    /** A longer timeout takes the default along; one that contradicts itself is refused. */
    private Duration maxDeadline(Members given, Duration timeout, Policy standard) {
        Duration asked = given.parsed("maxDeadline", lasting());
        if (asked == null) {
            return standard.maxDeadline().compareTo(timeout) < 0 ? timeout : standard.maxDeadline();
        }
        if (asked.compareTo(timeout) < 0) {
            given.faults().invalid(given.path("maxDeadline"), "Must not be shorter than the timeout.");
        }
        return asked;
    }

    private @Nullable List<Address> required(Members given) {
        List<Address> named = given.list("requiredParticipants", limits.maxAllocations(), Kinds.ADDRESS);
        if (named == null) {
            return null;
        }
        if (named.isEmpty() || new HashSet<>(named).size() < named.size()) {
            given.faults()
                    .invalid(given.path("requiredParticipants"), "Expected at least one participant, each named once.");
        }
        return named.stream().sorted().toList();
    }

    private Kind<Duration> lasting() {
        return Kinds.duration(limits.minTimeout(), limits.maxTimeout());
    }

    private static <T> T or(@Nullable T given, T standard) {
        return given == null ? standard : given;
    }
}
