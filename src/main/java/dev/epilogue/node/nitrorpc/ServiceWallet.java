package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeSettings;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The service's own wallet: logs in, and signs nothing else. Its key is never printed. */
final class ServiceWallet {

    private static final int KEY = 32;
    private static final int ADDRESS = 20;
    private static final byte[] SESSION_KEY = "epilogue session key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;
    private final Address address;
    private final AtomicLong registrations = new AtomicLong();

    private ServiceWallet(byte[] key) {
        this.key = key;
        this.address = Secp256k1.best().addressOf(key);
    }

    /** @throws IllegalArgumentException when the configured key is none; the message holds nothing of it */
    static ServiceWallet of(NodeSettings.@Nullable Login login) {
        String configured = login == null ? null : login.privateKey();
        return new ServiceWallet(configured == null ? fresh() : parse(configured));
    }

    private static byte[] fresh() {
        byte[] bytes = new byte[KEY];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] parse(String configured) {
        try {
            String hex = configured.startsWith("0x") ? configured : Files.readString(Path.of(configured));
            String digits = hex.strip();
            return Hex.decode(digits.startsWith("0x") ? digits : "0x" + digits, KEY);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("login.private-key names no readable file");
        } catch (IllegalArgumentException notAKey) {
            throw new IllegalArgumentException("login.private-key is not 32 bytes of hex");
        }
    }

    Address address() {
        return address;
    }

    EcdsaSignature sign(Hash32 digest) {
        return Secp256k1.best().sign(digest, key);
    }

    /** An address that was never registered before, and whose key nobody has: a session key that can sign nothing. */
    Address freshSessionKey(Instant now) {
        ByteBuffer moment = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(now.getEpochSecond())
                .putLong(now.getNano())
                .putLong(registrations.incrementAndGet());
        byte[] hash = Keccak.hash(SESSION_KEY, key, moment.array()).bytes();
        return Address.of(Arrays.copyOfRange(hash, hash.length - ADDRESS, hash.length));
    }

    @Override
    public String toString() {
        return "ServiceWallet[" + address + "]";
    }
}
