package dev.epilogue.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs on a machine that has no network: a namespace of their own, in which not even the loopback address is up. */
public final class NoNetwork {

    private static final List<String> APART = List.of("unshare", "--map-root-user", "--net", "--");

    /** Set for whoever runs there, so that it can make sure. */
    public static final String VARIABLE = "EPILOGUE_NO_NETWORK";

    private NoNetwork() {}

    /** Whether this machine gives namespaces. */
    public static boolean available() {
        return Programs.exist("unshare")
                && Programs.run(Path.of("."), command("true"), 10).code() == 0;
    }

    public static List<String> command(String... program) {
        return command(List.of(program));
    }

    public static List<String> command(List<String> program) {
        List<String> apart = new ArrayList<>(APART);
        apart.addAll(program);
        return apart;
    }

    public static Programs.Ended run(List<String> program, int seconds) {
        return Programs.run(Path.of("."), command(program), seconds);
    }
}
