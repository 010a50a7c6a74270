package dev.epilogue.sandbox.nitronode;

import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells the fake node what a recorded transaction did on chain. */
final class RecordedChain {

    private static final Set<String> ADVANCING = Set.of("ChannelCheckpointed", "ChannelDeposited", "ChannelWithdrawn");

    private RecordedChain() {}

    static void happened(JsonNode transaction, FakeLedger ledger) {
        for (JsonNode event : transaction.path("events")) {
            String name = event.get("event").stringValue();
            JsonNode args = event.get("args");
            String channel = args.path("channelId").stringValue("");
            long version = version(args);
            if (ADVANCING.contains(name)) {
                ledger.channelCheckpointed(channel, version, userSignature(args));
            } else if (name.equals("ChannelCreated")) {
                ledger.channelCreated(channel, version);
            } else if (name.equals("ChannelChallenged")) {
                long expiry = Long.parseLong(args.get("challengeExpireAt").asString());
                ledger.channelChallenged(channel, version, Instant.ofEpochSecond(expiry));
            } else if (name.equals("ChannelClosed")) {
                ledger.channelClosed(channel, version);
            }
        }
    }

    private static long version(JsonNode args) {
        return args.valueStream()
                .filter(each -> each.has("version"))
                .mapToLong(each -> Long.parseLong(each.get("version").asString()))
                .findFirst()
                .orElse(0);
    }

    private static String userSignature(JsonNode args) {
        return args.valueStream()
                .filter(each -> each.has("userSig"))
                .map(each -> each.get("userSig").stringValue())
                .findFirst()
                .orElse(null);
    }
}
