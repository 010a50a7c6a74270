package dev.epilogue.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** What a folder's {@code package-lock.json} asks for, installed only when it is not there, by one JVM. */
final class NodePackages {

    private static final int INSTALL_SECONDS = 180;

    private final Path folder;
    private final Supplier<String> hindrance = SingletonSupplier.of(this::prepare);

    NodePackages(Path folder) {
        this.folder = folder;
    }

    /** Why they are not there; empty when they are. */
    String hindrance() {
        return hindrance.get();
    }

    private String prepare() {
        if (!Programs.exist("node", "npm")) {
            return "no Node.js with npm on this machine";
        }
        return OneJvmAtATime.on(folder, this::install);
    }

    private String install() {
        if (installed()) {
            return "";
        }
        Programs.Ended install = Programs.run(folder, List.of("npm", "ci", "--no-audit", "--no-fund"), INSTALL_SECONDS);
        return install.code() == 0 ? "" : "npm ci failed in " + folder + ": " + install.output();
    }

    /** npm notes in there what it has installed. */
    private boolean installed() {
        try {
            Path noted = folder.resolve(Path.of("node_modules", ".package-lock.json"));
            Path wanted = folder.resolve("package-lock.json");
            return Files.exists(noted)
                    && Files.getLastModifiedTime(noted).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
