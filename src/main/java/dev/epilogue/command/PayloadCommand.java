package dev.epilogue.command;

import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.nitronode.AppStateUpdate;
import dev.epilogue.signing.nitronode.HashingOrder;
import dev.epilogue.signing.nitronode.Intent;
import dev.epilogue.signing.nitrorpc.FrozenClose;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code payload nitronode}, {@code payload nitrorpc}: a second opinion on what a wallet is asked to sign, from fields that somebody types. */
@Command(
        name = "payload",
        header = "Counts what is to be signed from the fields that you type.",
        description = {
            "A second opinion, without a service, a database or a network: if the digest differs from what a page or a wallet shows, do not"
                    + " sign. With --expect the comparison is made here, and its answer is the exit code.",
            "",
            "Each --allocation is ADDRESS:ASSET:AMOUNT, the amount in the asset's unit, as in 0xf39F…2266:yusd:12.5. Give every row that the"
                    + " payload lists, also those of nothing."
        })
final class PayloadCommand extends Talk {

    @Command(
            header = "A payload of a v1 session: what a wallet shows as a personal message.",
            description =
                    "The rows are put into the order in which this service has them signed: by asset, then by participant.",
            footer = {
                "Example:",
                "  epilogue payload nitronode --session 0x5c98…b5ac --version-number 5 --intent close \\",
                "    --allocation 0xf39F…2266:yusd:50 --allocation 0x7099…79C8:yusd:37.5"
            })
    void nitronode(
            @Option(names = "--session", required = true, paramLabel = "ID") SessionId session,
            @Option(
                            names = "--version-number",
                            required = true,
                            paramLabel = "NUMBER",
                            description = "of the session after it")
                    String version,
            @Option(names = "--intent", required = true, description = "operate, or close") String intent,
            @Option(names = "--allocation", paramLabel = "ROW", description = "none for a session without money")
                    @Nullable
                    List<String> rows,
            @Option(names = "--as-typed", description = "leaves the rows in the order in which they are typed")
                    boolean asTyped,
            @Option(names = "--session-data", defaultValue = "", description = "as the payload shows it") String data,
            @Option(
                            names = "--expect",
                            paramLabel = "HASH",
                            description = "the message or the digest that somebody shows you")
                    @Nullable
                    Hash32 expected) {
        List<Allocation> split =
                rows == null ? List.of() : rows.stream().map(this::row).toList();
        if (split.stream()
                        .map(row -> List.of(row.participant(), row.asset()))
                        .distinct()
                        .count()
                < split.size()) {
            throw mistake("an allocation is there twice");
        }
        AppStateUpdate update = new AppStateUpdate(
                session, intent(intent), number(version), asTyped ? split : HashingOrder.sorted(split), data);
        Hash32 message = update.payloadHash();
        tell(message.hex(), null, Eip191.digest(message), expected, message);
    }

    @Command(
            header = "A payload of a 0.x session: the exact request, signed without a prefix.",
            description = {
                "The order and the spelling of the rows are part of what is signed: type them as the payload shows them, by asset, and for"
                        + " each in the order of the session's definition."
            },
            footer = {
                "Example:",
                "  epilogue payload nitrorpc --session 0x5c98…b5ac --id 1099511627777 --timestamp 1767225600000 \\",
                "    --allocation 0xf39F…2266:usdc:50 --allocation 0x7099…79C8:usdc:37.5"
            })
    void nitrorpc(
            @Option(names = "--session", required = true, paramLabel = "ID") SessionId session,
            @Option(names = "--id", required = true, description = "of the frozen request") long id,
            @Option(names = "--timestamp", required = true, description = "of the frozen request, in milliseconds")
                    long timestamp,
            @Option(names = "--allocation", required = true, paramLabel = "ROW") List<String> rows,
            @Option(names = "--session-data", description = "where the payload has it") @Nullable String data,
            @Option(names = "--expect", paramLabel = "HASH", description = "the digest that somebody shows you")
                    @Nullable
                    Hash32 expected) {
        try {
            FrozenClose close =
                    new FrozenClose(id, session, rows.stream().map(this::frozen).toList(), data, timestamp);
            tell(Hex.encode(close.bytes()), close.text(), close.digest(), expected, close.digest());
        } catch (IllegalArgumentException wrong) {
            throw mistake(Objects.requireNonNull(wrong.getMessage()));
        }
    }

    private void tell(String message, @Nullable String text, Hash32 digest, @Nullable Hash32 expected, Hash32 also) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("message", message);
        told.put("text", text);
        told.put("digest", digest.hex());
        say(
                () -> told,
                () -> "%s  %s%n%s   %s"
                        .formatted(
                                text == null ? "message" : "text   ",
                                text == null ? message : text,
                                "digest",
                                digest.hex()));
        if (expected != null && !expected.equals(digest) && !expected.equals(also)) {
            throw new CommandFailure(ExitCode.NOT_AS_STATED, "it is not %s: do not sign".formatted(expected.hex()));
        }
    }

    private long number(String version) {
        try {
            return Long.parseUnsignedLong(version);
        } catch (NumberFormatException wrong) {
            throw mistake("a version is a whole number of at most 64 bits, not " + version);
        }
    }

    private Intent intent(String name) {
        return switch (name) {
            case "operate" -> Intent.OPERATE;
            case "close" -> Intent.CLOSE;
            default -> throw mistake("an intent is operate or close, not " + name);
        };
    }

    private Allocation row(String text) {
        FrozenClose.Row row = frozen(text);
        return new Allocation(Address.parse(row.participant()), row.asset(), row.amount());
    }

    private FrozenClose.Row frozen(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first < 1 || last <= first) {
            throw mistake("an allocation is ADDRESS:ASSET:AMOUNT, not " + text);
        }
        try {
            return new FrozenClose.Row(
                    text.substring(0, first), text.substring(first + 1, last), Amount.parse(text.substring(last + 1)));
        } catch (IllegalArgumentException wrong) {
            throw mistake("%s: %s".formatted(text, wrong.getMessage()));
        }
    }
}
