package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import dev.epilogue.value.Address;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What both kinds of session keys have in common; the order of the calls is the order of section 2.3. */
final class KeyRules {

    private static final Pattern APPLICATION = Pattern.compile("[a-z0-9_-]{1,66}");
    private static final Pattern SESSION = Pattern.compile("0x[0-9a-f]{64}");

    private final InstantSource clock;
    private final Limits limits;

    KeyRules(InstantSource clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    void checkTerms(Grant grant) {
        if (grant.key().equals(grant.owner())) {
            throw refusal("session_key must differ from user_address");
        }
        if (grant.version() == 0) {
            throw refusal("version must be greater than 0");
        }
        if (grant.expiresAt() < 0) {
            throw refusal("expires_at must be non-negative");
        }
    }

    void checkIds(List<String> sessionIds, List<String> applicationIds) {
        checkCount("app_session_ids", sessionIds);
        checkCount("application_ids", applicationIds);
        for (String id : applicationIds) {
            if (!APPLICATION.matcher(id).matches()) {
                throw refusal("application_ids must contain only lowercase letters, digits, dashes, and underscores"
                        + " (max 66 chars), got: " + id);
            }
        }
        for (String id : sessionIds) {
            if (!SESSION.matcher(id).matches()) {
                throw refusal("app_session_ids must be 0x-prefixed 32-byte lowercase hex hashes, got: " + id);
            }
        }
    }

    void checkCount(String field, List<String> ids) {
        if (ids.size() > limits.sessionKeyIds()) {
            throw refusal(field + " array exceeds maximum length of " + limits.sessionKeyIds());
        }
    }

    void checkSignatures(Grant grant, byte[] message, @Nullable String userSig, @Nullable String keySig) {
        if (userSig == null || userSig.isEmpty()) {
            throw refusal("user_sig is required");
        }
        boolean revocation = grant.expiresAt() <= now();
        if (!revocation && (keySig == null || keySig.isEmpty())) {
            throw refusal("session_key_sig is required");
        }
        if (revocation && grant.version() == 1) {
            throw refusal("cannot revoke a session key with no prior delegation");
        }
        if (!Signatures.isBy(grant.owner(), message, userSig)) {
            throw refusal("user_sig does not match user_address");
        }
        if (!revocation && !Signatures.isBy(grant.key(), message, keySig)) {
            throw refusal("session_key_sig does not match session_key");
        }
    }

    void checkHistory(Grant grant, List<Grant> history) {
        if (history.stream()
                .anyMatch(
                        each -> each.key().equals(grant.key()) && !each.owner().equals(grant.owner()))) {
            throw refusal("session_key not allowed");
        }
        long others = history.stream()
                .filter(each ->
                        each.owner().equals(grant.owner()) && !each.key().equals(grant.key()))
                .filter(each -> isNewest(each, history) && each.expiresAt() > now())
                .count();
        if (limits.sessionKeysPerUser() > 0 && others >= limits.sessionKeysPerUser()) {
            throw refusal("user has reached the session key limit of " + limits.sessionKeysPerUser());
        }
        long expected = nextVersion(grant.owner(), grant.key(), history);
        if (grant.version() != expected) {
            throw refusal("expected version " + Long.toUnsignedString(expected) + ", got "
                    + Long.toUnsignedString(grant.version()));
        }
    }

    long nextVersion(Address owner, Address key, List<Grant> history) {
        return 1
                + history.stream()
                        .filter(each -> each.owner().equals(owner) && each.key().equals(key))
                        .mapToLong(Grant::version)
                        .max()
                        .orElse(0);
    }

    private static boolean isNewest(Grant grant, List<Grant> history) {
        return history.stream().noneMatch(each -> each.key().equals(grant.key()) && each.version() > grant.version());
    }

    static Refusal refusal(String text) {
        return new Refusal("invalid_session_key_state: " + text);
    }
}
