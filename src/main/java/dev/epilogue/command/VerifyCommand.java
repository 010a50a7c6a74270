package dev.epilogue.command;

import dev.epilogue.certificate.Report;
import dev.epilogue.certificate.Verification;
import dev.epilogue.signing.KeySet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify FILE}. */
@Command(
        name = "verify",
        header = "Checks a closing certificate, without a service, a database or a network.",
        description = {
            "Without --keys the keys that the file itself brings are taken: that shows that the file is whole, not whose it is. With --keys it is"
                    + " also shown that the service made it whose key set that is: what /.well-known/jwks.json of the service answers, saved by"
                    + " whoever trusts that connection.",
            "A receipt that a key signed which was revoked later is told as REVOKED; a seal by such a key does not hold: ask for the certificate again.",
            "Payloads, signatures and receipts are counted anew from what they are about. What does not hold is named; exit code 3 says that there is such."
        },
        footer = {"Example:", "  epilogue verify closure-01a20d40-d257-7dbc-97d4-c49eeb94f6d6.json --keys jwks.json"})
final class VerifyCommand extends Talk implements Runnable {

    @Parameters(paramLabel = "FILE", description = "as GET /v1/closures/{id}/certificate answers it")
    private @Nullable Path file;

    @Option(names = "--keys", paramLabel = "FILE", description = "the service's key set, a JWKS")
    private @Nullable Path keys;

    @Override
    public void run() {
        Report report = Verification.of(read(Objects.requireNonNull(file)), keys == null ? null : keySet(keys));
        say(() -> report, () -> report.holds() ? words(report) : failures(report));
        if (!report.holds()) {
            throw new CommandFailure(ExitCode.NOT_AS_STATED, "%s: does not hold".formatted(file));
        }
    }

    private String words(Report report) {
        return String.join(
                System.lineSeparator(),
                "closure %s, %s when it was certified at %s"
                        .formatted(report.closureId(), report.status(), report.issuedAt()),
                "sealed by key %s%s"
                        .formatted(report.keyId(), keys == null ? ", which the file itself brings" : " of the key set"),
                "statements: "
                        + report.marks().entrySet().stream()
                                .map(mark -> mark.getValue() + " " + mark.getKey())
                                .collect(Collectors.joining(", ")),
                report.events() == 0
                        ? "no events"
                        : "%d events, of which the last has the hash %s".formatted(report.events(), report.head()),
                report.remarks().isEmpty()
                        ? "everything holds"
                        : remarks(report) + "everything holds, as far as a revoked key can be believed");
    }

    private static String remarks(Report report) {
        return report.remarks().stream()
                .map(remark -> "REVOKED  %s: %s%n".formatted(remark.where(), remark.what()))
                .collect(Collectors.joining());
    }

    private static String failures(Report report) {
        return report.broken().stream()
                .map(broken -> "BROKEN  %s: %s".formatted(broken.where(), broken.what()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private KeySet keySet(Path file) {
        try {
            return KeySet.parse(new String(read(file), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noKeySet) {
            throw mistake(file + " is no key set");
        }
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw mistake("cannot be read: " + file);
        }
    }
}
