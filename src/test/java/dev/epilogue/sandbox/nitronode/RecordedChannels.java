package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.Recording.Exchange;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The channels and states that were there before a recorded scenario began, derived from what it reads and sends. */
final class RecordedChannels {

    private static final Comparator<ChannelState> ORDER =
            Comparator.comparingLong(ChannelState::epoch).thenComparingLong(ChannelState::version);

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<Account, Map<String, ChannelState>> earlier = new LinkedHashMap<>();
    private final Map<Account, List<ChannelState>> produced = new LinkedHashMap<>();
    private final Map<Account, BigDecimal[]> balances = new LinkedHashMap<>();
    private final Set<String> paidOut = new HashSet<>();
    private final Set<Account> credited = new HashSet<>();
    private final Set<String> finalized = new HashSet<>();
    private final Set<String> submitted = new HashSet<>();
    private final Set<String> opened = new HashSet<>();

    static void seed(Recording recording, FakeLedger ledger) {
        RecordedChannels derived = new RecordedChannels();
        List<Exchange> accepted =
                recording.exchanges().stream().filter(Exchange::accepted).toList();
        accepted.forEach(derived::learnWrites);
        accepted.forEach(derived::learnReads);
        recording.exchanges().forEach(derived::learnRefusedOpening);
        derived.channels.replaceAll((id, channel) -> derived.beforeScenario(channel));
        derived.produced.forEach(derived::addPredecessor);
        derived.addMissingChannels();
        derived.balances.forEach(derived::addEnforced);
        derived.addMissingChannels();
        derived.channels.values().stream()
                .sorted(Comparator.comparingLong(channel -> channel.terms().nonce()))
                .forEach(ledger::put);
        derived.earlier
                .values()
                .forEach(chain -> chain.values().stream().sorted(ORDER).forEach(ledger::append));
    }

    private void learnWrites(Exchange exchange) {
        JsonNode request = exchange.request();
        switch (exchange.method()) {
            case "app_sessions.v1.submit_app_state" -> updated(request.get("app_state_update"));
            case "app_sessions.v1.submit_deposit_state" -> submitted(request.get("user_state"));
            case "channels.v1.submit_state" -> submitted(request.get("state"));
            case "channels.v1.request_creation" -> {
                opened.add(request.get("state").get("home_channel_id").stringValue());
                submitted(request.get("state"));
            }
            default -> {}
        }
    }

    private void updated(JsonNode update) {
        paidOut.add(update.get("app_session_id").stringValue());
        if (update.path("intent").intValue(0) == Update.CLOSE) {
            update.get("allocations")
                    .forEach(each -> credited.add(new Account(
                            Address.parse(each.get("participant").stringValue()),
                            each.get("asset").stringValue())));
        }
    }

    private void submitted(JsonNode node) {
        ChannelState state = RecordedJson.state(node);
        if (state.transition().type() == Transition.FINALIZE) {
            finalized.add(state.homeChannelId());
        }
        submitted.add(state.id());
        produced.computeIfAbsent(state.account(), none -> new ArrayList<>()).add(state);
    }

    /** Who is told so has a channel already. */
    private void learnRefusedOpening(Exchange exchange) {
        if (exchange.answer().path("error").stringValue("").startsWith("existing channel is not yet closed")) {
            Account account =
                    RecordedJson.state(exchange.request().get("state")).account();
            if (!produced.containsKey(account) && chain(account).isEmpty()) {
                put(RecordedStates.onChain(account, placeholderId(account), 1, BigDecimal.ZERO));
            }
        }
    }

    /** A channel that is first read after one of the scenario's own states had reached the chain. */
    private Channel beforeScenario(Channel channel) {
        boolean later = produced.getOrDefault(channel.account(), List.of()).stream()
                .anyMatch(state -> state.version() == channel.stateVersion()
                        && channel.id().equals(state.homeChannelId()));
        if (finalized.contains(channel.id())) {
            return RecordedStates.open(channel, channel.stateVersion());
        }
        return later ? RecordedStates.open(channel, 1) : channel;
    }

    private void learnReads(Exchange exchange) {
        JsonNode answer = exchange.answer();
        if (answer.has("state") && answer.get("state").has("id")) {
            ChannelState state = RecordedJson.state(answer.get("state"));
            if (isProduced(state)) {
                produced.computeIfAbsent(state.account(), none -> new ArrayList<>())
                        .add(state);
            } else {
                put(state);
            }
        }
        if (answer.has("channel")) {
            channel(answer.get("channel"));
        }
        answer.path("channels").forEach(this::channel);
        for (JsonNode balance : answer.path("balances")) {
            Account account = new Account(
                    Address.parse(exchange.request().get("wallet").stringValue()),
                    balance.get("asset").stringValue());
            balances.putIfAbsent(account, new BigDecimal[] {
                RecordedJson.decimal(balance, "amount"), RecordedJson.decimal(balance, "enforced")
            });
        }
    }

    private boolean isProduced(ChannelState state) {
        Transition transition = state.transition();
        return submitted.contains(state.id())
                || transition.type() == Transition.CHALLENGE_RESCUE
                || transition.type() == Transition.RELEASE && paidOut.contains(transition.accountId());
    }

    /** The state that the first one of the scenario builds on, undone from that one when it was never read. */
    private void addPredecessor(Account account, List<ChannelState> states) {
        ChannelState first = states.stream().min(ORDER).orElseThrow();
        boolean known = chain(account).values().stream()
                .anyMatch(each -> each.epoch() == first.epoch() && each.version() == first.version() - 1);
        boolean channelIsNew = opened.contains(first.homeChannelId());
        if (first.version() == 1 || known || channelIsNew && credited.contains(account)) {
            return;
        }
        put(RecordedStates.before(first, channelIsNew));
    }

    /** The state on chain, from what the first reading of balances says about it. */
    private void addEnforced(Account account, BigDecimal[] balance) {
        if (chain(account).isEmpty() && produced.containsKey(account)) {
            return;
        }
        Channel channel = channels.values().stream()
                .filter(each -> each.account().equals(account))
                .findFirst()
                .orElse(null);
        if (chain(account).isEmpty()) {
            String id = channel == null ? placeholderId(account) : channel.id();
            put(RecordedStates.onChain(account, id, 1, balance[1]));
            return;
        }
        boolean missing = channel != null
                && chain(account).values().stream().noneMatch(each -> each.version() == channel.stateVersion());
        if (missing && balance[1].signum() > 0) {
            put(RecordedStates.onChain(account, channel.id(), channel.stateVersion(), balance[1]));
        }
    }

    private static String placeholderId(Account account) {
        return "0x" + "%064x".formatted(account.hashCode() & 0xffffffffL);
    }

    private void addMissingChannels() {
        earlier.values().stream().flatMap(chain -> chain.values().stream()).forEach(state -> {
            String id = state.homeChannelId();
            if (id != null && !channels.containsKey(id) && !opened.contains(id)) {
                Token token = RecordedJson.token(state.account().asset());
                ChannelTerms terms = new ChannelTerms(channels.size() + 1L, 86_400, "0x03");
                channels.put(id, new Channel(id, state.account(), terms, token, Status.OPEN, 1, null));
            }
        });
    }

    private void channel(JsonNode node) {
        Channel channel = RecordedJson.channel(node);
        if (!opened.contains(channel.id())) {
            channels.putIfAbsent(channel.id(), channel);
        }
    }

    private void put(ChannelState state) {
        chain(state.account()).putIfAbsent(state.epoch() + "/" + state.version(), state);
    }

    private Map<String, ChannelState> chain(Account account) {
        return earlier.computeIfAbsent(account, none -> new LinkedHashMap<>());
    }
}
