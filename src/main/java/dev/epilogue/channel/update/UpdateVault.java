package dev.epilogue.channel.update;

import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals what an update keeps secret, under a key of its own that goes with it. */
@Component
public class UpdateVault {

    private final ClosureVault vault;

    UpdateVault(ClosureVault vault) {
        this.vault = vault;
    }

    /** What is sealed; rows and places cannot be swapped. */
    enum Kind {
        SIGNATURE,
        FRAME,
        ANSWER,
        CALLDATA
    }

    String newKey(ChannelUpdateId id) {
        return Base64.getEncoder().encodeToString(vault.newWrappedKey(id.uuid()));
    }

    String seal(ChannelUpdateId id, @Nullable String wrappedKey, Kind kind, String place, String content) {
        byte[] sealed = vault.seal(key(wrappedKey), label(id, kind, place), content.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sealed);
    }

    String open(ChannelUpdateId id, @Nullable String wrappedKey, Kind kind, String place, String sealed) {
        byte[] content = vault.open(
                key(wrappedKey), label(id, kind, place), Base64.getDecoder().decode(sealed));
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The wire form of a participant's signature. */
    String open(Held held, Signed signed) {
        String sealed = Objects.requireNonNull(signed.sealed(), "a signature that serves has its bytes");
        return open(
                held.update().id(), held.wrappedKey(), Kind.SIGNATURE, place(signed.round(), signed.index()), sealed);
    }

    String sealSignature(ChannelUpdateId id, @Nullable String wrappedKey, int round, int index, String wire) {
        return seal(id, wrappedKey, Kind.SIGNATURE, place(round, index), wire);
    }

    private static String place(int round, int index) {
        return round + "/" + index;
    }

    private static VaultLabel label(ChannelUpdateId id, Kind kind, String place) {
        return new VaultLabel(id.uuid(), "channel-update-" + kind, place);
    }

    private static byte[] key(@Nullable String wrapped) {
        if (wrapped == null) {
            throw new IllegalStateException("the update has ended: what it kept secret is gone");
        }
        return Base64.getDecoder().decode(wrapped);
    }
}
