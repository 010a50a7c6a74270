package dev.epilogue.command;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one line, and gives it an exit code. */
final class Failures {

    private static final Set<Class<? extends Throwable>> NOBODY_THERE = Set.of(
            ConnectException.class,
            UnknownHostException.class,
            NoRouteToHostException.class,
            UnresolvedAddressException.class,
            HttpTimeoutException.class,
            TimeoutException.class);

    private Failures() {}

    /** A mistake in the words of a command, with the way to learn them: the whole help would push the sentence off the screen. */
    static int tell(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        tell(new CommandFailure(ExitCode.USAGE, sentence(mistake) + meant(mistake)), line);
        if (!Root.json(line)) {
            line.getErr()
                    .println("see: %s --help".formatted(line.getCommandSpec().qualifiedName()));
            line.getErr().flush();
        }
        return ExitCode.USAGE;
    }

    private static String meant(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unknown
                && !unknown.getSuggestions().isEmpty()) {
            return "; did you mean %s?".formatted(String.join(", ", unknown.getSuggestions()));
        }
        return "";
    }

    static int tell(Exception failure, CommandLine line) {
        int code = exitCode(failure);
        if (Root.json(line)) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("error", sentence(failure));
            told.put("problem", failure instanceof CommandFailure known ? known.problem() : null);
            told.put("exitCode", code);
            line.getErr().println(Talk.JSON.writeValueAsString(told));
        } else {
            line.getErr().println(sentence(failure));
        }
        line.getErr().flush();
        return code;
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof CommandFailure known) {
            return known.exitCode();
        }
        boolean nobody = causes(failure).anyMatch(cause -> NOBODY_THERE.contains(cause.getClass()));
        return nobody ? ExitCode.UNREACHABLE : ExitCode.REFUSED;
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
