package dev.epilogue.sandbox.clearnode.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All channels that the node knows of, and those that it offered and has not seen on chain. */
public final class Channels {

    private final Map<String, Channel> known = new LinkedHashMap<>();
    private final Map<String, Channel.Terms> offered = new LinkedHashMap<>();

    public void put(Channel channel) {
        known.put(channel.id(), channel);
    }

    public void offer(String id, Channel.Terms terms) {
        offered.put(id, terms);
    }

    public Optional<Channel.Terms> offered(String id) {
        return Optional.ofNullable(offered.get(id));
    }

    public Optional<Channel> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    public Channel require(String id) {
        return find(id).orElseThrow(() -> new Refusal("channel " + id + " not found"));
    }

    /** Oldest first. */
    public List<Channel> list(Predicate<Channel> filter) {
        return known.values().stream()
                .filter(filter)
                .sorted(Comparator.comparing(Channel::createdAt))
                .toList();
    }

    public void requireNoneChallenged(String wallet) {
        if (known.values().stream()
                .anyMatch(channel -> channel.terms().wallet().equals(wallet)
                        && channel.status().equals("challenged"))) {
            throw new Refusal("participant " + wallet + " has challenged channels, cannot execute operation");
        }
    }

    long lockedOf(String wallet) {
        return known.values().stream()
                .filter(channel -> channel.terms().wallet().equals(wallet)
                        && channel.isLive()
                        && channel.amount().signum() != 0)
                .count();
    }
}
