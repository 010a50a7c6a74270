package dev.epilogue.command;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.store.keys.Rewrapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** {@code rotate}: brings a change of the master key to its end now, and says when it is there. */
@Command(
        name = "rotate",
        header = "Wraps under the master key what an older one still wraps.",
        description = {
            "Needs the database and the keys as the service has them: epilogue.keys.master and epilogue.keys.older-masters. The service does"
                    + " the same by itself every ten minutes; this is for who does not want to wait, or has none running.",
            "An older key may be taken away when it wraps nothing more. Exit code 3: something is under a key that is not configured."
        },
        footer = {"Example:", "  epilogue rotate --count"})
final class RotateCommand extends Talk implements Runnable {

    private static final int MOST_PASSES = 10;

    private final Installation installation;

    @Option(names = "--count", description = "only counts, by the id of the master key")
    private boolean count;

    RotateCommand(Installation installation) {
        this.installation = installation;
    }

    /** @param missing ids of master keys that are not configured */
    private record Found(long rewrapped, Map<String, Long> keys, String current, List<String> missing) {}

    @Override
    public void run() {
        Found found =
                Objects.requireNonNull(installation.withKeys(keys -> (count ? Mono.just(0L) : passes(keys.rewrapping()))
                        .flatMap(done -> keys.rewrapping().count().map(counts -> found(keys, done, counts)))));
        say(() -> found, () -> words(found));
        if (!found.missing().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_AS_STATED,
                    "no configured master key opens what is under " + String.join(", ", found.missing()));
        }
    }

    /** Until one finds nothing more; an instance that still runs with the older key may undo for ever what is done here. */
    private static Mono<Long> passes(Rewrapping rewrapping) {
        return rewrapping
                .pass()
                .expand(done -> done > 0 ? rewrapping.pass() : Mono.empty())
                .take(MOST_PASSES)
                .reduce(0L, Long::sum);
    }

    private static Found found(Installation.Keys keys, long rewrapped, Map<String, Long> counts) {
        return new Found(
                rewrapped,
                new TreeMap<>(counts),
                keys.vault().currentId(),
                counts.keySet().stream()
                        .filter(id -> keys.vault().standing(id) == ClosureVault.Standing.MISSING)
                        .toList());
    }

    private String words(Found found) {
        StringBuilder words = new StringBuilder();
        if (!count) {
            words.append("%d keys wrapped anew%n".formatted(found.rewrapped()));
        }
        words.append("master key %s is the current one".formatted(found.current()));
        found.keys().forEach((id, keys) -> words.append("%n%s wraps %d keys".formatted(id, keys)));
        return words.toString();
    }
}
