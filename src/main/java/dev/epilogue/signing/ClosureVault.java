package dev.epilogue.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what can close a session, each closure's under a key of its own (AES-256-GCM): destroying the wrapped key makes
 * every copy unreadable, backups included. The service's master key wraps these keys, and its id leads each, so that it can
 * be changed while older ones still open.
 */
public final class ClosureVault {

    private static final byte FORMAT = 1;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String KEY_PURPOSE = "key";

    private final MasterKey current;
    private final Map<String, MasterKey> known = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** @param older master keys that still unwrap, and wrap no more */
    public ClosureVault(MasterKey current, List<MasterKey> older) {
        this.current = current;
        Stream.concat(Stream.of(current), older.stream()).forEach(key -> known.putIfAbsent(key.id(), key));
    }

    /** A closure's key as it is stored; nothing else may open this closure's things. */
    public byte[] newWrappedKey(UUID closureId) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return wrap(closureId, key);
    }

    /** The same key under the current master key. */
    public byte[] rewrap(UUID closureId, byte[] wrappedKey) {
        return wrap(closureId, unwrap(closureId, wrappedKey));
    }

    /** What a master key is to this vault. */
    public enum Standing {
        CURRENT,
        /** What it wraps can be opened, and is to be wrapped anew before the key may go. */
        OLDER,
        /** What it wraps cannot be opened. */
        MISSING
    }

    public Standing standing(String masterKeyId) {
        if (masterKeyId.equals(current.id())) {
            return Standing.CURRENT;
        }
        return known.containsKey(masterKeyId) ? Standing.OLDER : Standing.MISSING;
    }

    public String currentId() {
        return current.id();
    }

    public byte[] seal(byte[] wrappedKey, VaultLabel label, byte[] content) {
        SecretKey key = closureKey(label.closureId(), wrappedKey);
        return ByteBuffer.allocate(1 + NONCE_BYTES + content.length + TAG_BITS / 8)
                .put(FORMAT)
                .put(encrypt(key, label.bytes(), content))
                .array();
    }

    /** @throws VaultException when it was sealed under another key or label, or altered */
    public byte[] open(byte[] wrappedKey, VaultLabel label, byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != FORMAT) {
            throw new VaultException("not in a format that this version knows");
        }
        SecretKey key = closureKey(label.closureId(), wrappedKey);
        return decrypt(key, label.bytes(), sealed, 1);
    }

    /**
     * For secrets so short that who reads their plain hashes could try them all. Another master key makes another hash.
     *
     * @param purpose keeps equal secrets of different uses apart
     */
    public byte[] keyedHash(String purpose, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(current.key().getEncoded(), "HmacSHA256"));
            return mac.doFinal((purpose + "\n" + secret).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new VaultException("cannot hash");
        }
    }

    private byte[] wrap(UUID closureId, byte[] key) {
        byte[] encrypted = encrypt(current.key(), keyLabel(closureId), key);
        Arrays.fill(key, (byte) 0);
        return ByteBuffer.allocate(1 + ID_BYTES + encrypted.length)
                .put(FORMAT)
                .put(HexFormat.of().parseHex(current.id()))
                .put(encrypted)
                .array();
    }

    private byte[] unwrap(UUID closureId, byte[] wrappedKey) {
        String id = masterKeyId(wrappedKey);
        MasterKey master = known.get(id);
        if (master == null) {
            throw new VaultException("wrapped under master key " + id + ", which is not configured");
        }
        return decrypt(master.key(), keyLabel(closureId), wrappedKey, 1 + ID_BYTES);
    }

    private SecretKey closureKey(UUID closureId, byte[] wrappedKey) {
        byte[] key = unwrap(closureId, wrappedKey);
        SecretKey secret = new SecretKeySpec(key, "AES");
        Arrays.fill(key, (byte) 0);
        return secret;
    }

    private byte[] encrypt(SecretKey key, byte[] label, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, label);
            byte[] encrypted = cipher.doFinal(content);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException unusable) {
            throw new VaultException("cannot seal");
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] label, byte[] sealed, int from) {
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, from, from + NONCE_BYTES);
            int start = from + NONCE_BYTES;
            return cipher(Cipher.DECRYPT_MODE, key, nonce, label).doFinal(sealed, start, sealed.length - start);
        } catch (AEADBadTagException doesNotOpen) {
            throw new VaultException("does not open: sealed under another key or label, or altered");
        } catch (GeneralSecurityException malformed) {
            throw new VaultException("does not open: malformed");
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label);
        return cipher;
    }

    /** The id of the master key that wraps it. */
    public static String masterKeyId(byte[] wrappedKey) {
        if (wrappedKey.length < 1 + ID_BYTES + NONCE_BYTES || wrappedKey[0] != FORMAT) {
            throw new VaultException("not a wrapped key that this version knows");
        }
        return HexFormat.of().formatHex(wrappedKey, 1, 1 + ID_BYTES);
    }

    private static byte[] keyLabel(UUID closureId) {
        return new VaultLabel(closureId, KEY_PURPOSE, "").bytes();
    }

    @Override
    public String toString() {
        return "ClosureVault[" + current.id() + "]";
    }
}
