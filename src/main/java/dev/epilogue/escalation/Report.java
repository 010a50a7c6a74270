package dev.epilogue.escalation;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a pre-flight found for a closure.
 *
 * @param reasons why nothing at all is possible, whatever the channels say
 * @param lines one for each participant's channel
 * @param without participants and assets for which no channel was found
 * @param beyondReach money that no contract can move
 */
public record Report(
        Policy.Escalation level,
        List<String> reasons,
        List<Line> lines,
        List<Without> without,
        List<BeyondReach> beyondReach) {

    public Report {
        reasons = List.copyOf(reasons);
        lines = List.copyOf(lines);
        without = List.copyOf(without);
        beyondReach = List.copyOf(beyondReach);
    }

    /** @param reason of {@link Reasons} */
    public record Without(Address participant, String asset, String reason) {}

    /** @param what {@code SESSION_FUNDS}, {@code NOT_CO_SIGNED} or {@code UNIFIED_BALANCE} */
    public record BeyondReach(Address participant, String asset, Amount amount, String what, String detail) {}

    public boolean possible() {
        return reasons.isEmpty() && lines.stream().anyMatch(Line::possible);
    }

    public List<Line> undertaken() {
        return lines.stream().filter(Line::possible).toList();
    }

    /** What is to be stored when it is undertaken. */
    public List<Protection> plan() {
        return undertaken().stream()
                .map(line ->
                        Protection.planned(UUID.randomUUID(), line.target(), Objects.requireNonNull(line.action())))
                .toList();
    }

    /** Nothing can be said because a chain did not answer. */
    public boolean unasked() {
        return !possible() && lines.stream().anyMatch(line -> line.reasons().contains(Reasons.CHAIN_UNAVAILABLE));
    }

    /** When all of it can be done at the earliest, in chain time. */
    public Optional<Instant> earliestFinality() {
        return undertaken().stream()
                .flatMap(line -> Optional.ofNullable(line.earliestFinality()).stream())
                .max(Comparator.naturalOrder());
    }
}
