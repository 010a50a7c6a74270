package dev.epilogue.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClosureVaultTest {

    private static final UUID CLOSURE = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final Address ALICE = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Address BOB = Address.parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    private static final VaultLabel LABEL = VaultLabel.signature(CLOSURE, 1, 0, ALICE);
    private static final byte[] SECRET = "sixty-five bytes of a signature".getBytes(StandardCharsets.US_ASCII);

    private final MasterKey master = MasterKey.generate();
    private final ClosureVault vault = new ClosureVault(master, List.of());
    private final byte[] key = vault.newWrappedKey(CLOSURE);

    @Test
    void whatIsSealedOpensAgain() {
        byte[] sealed = vault.seal(key, LABEL, SECRET);

        assertThat(vault.open(key, LABEL, sealed)).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("signature");
        assertThat(vault.open(key, LABEL, vault.seal(key, LABEL, new byte[0]))).isEmpty();
    }

    @Test
    void sealingTwiceNeverGivesTheSameBytes() {
        assertThat(vault.seal(key, LABEL, SECRET)).isNotEqualTo(vault.seal(key, LABEL, SECRET));
        assertThat(vault.newWrappedKey(CLOSURE)).isNotEqualTo(key);
    }

    @Test
    void nothingOpensUnderAnotherLabel() {
        byte[] sealed = vault.seal(key, LABEL, SECRET);

        for (VaultLabel other : List.of(
                VaultLabel.signature(CLOSURE, 1, 0, BOB),
                VaultLabel.signature(CLOSURE, 1, 1, ALICE),
                VaultLabel.signature(CLOSURE, 2, 0, ALICE),
                VaultLabel.frame(CLOSURE, 1, 0),
                new VaultLabel(CLOSURE, "signature1", LABEL.place().substring(1)))) {
            assertDoesNotOpen(vault, key, other, sealed);
        }
    }

    @Test
    void aKeyServesItsOwnClosureOnly() {
        VaultLabel foreign = VaultLabel.signature(OTHER, 1, 0, ALICE);

        assertDoesNotOpen(vault, key, foreign, vault.seal(vault.newWrappedKey(OTHER), foreign, SECRET));
        assertDoesNotOpen(vault, vault.newWrappedKey(CLOSURE), LABEL, vault.seal(key, LABEL, SECRET));
    }

    @Test
    void anyAlteredByteIsNoticed() {
        byte[] sealed = vault.seal(key, LABEL, SECRET);

        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertDoesNotOpen(vault, key, LABEL, altered);
        }
        for (int i = 0; i < key.length; i++) {
            byte[] altered = key.clone();
            altered[i] ^= 1;
            assertDoesNotOpen(vault, altered, LABEL, sealed);
        }
        assertDoesNotOpen(vault, key, LABEL, new byte[0]);
        assertDoesNotOpen(vault, key, LABEL, Arrays.copyOf(sealed, 14));
        assertDoesNotOpen(vault, new byte[0], LABEL, sealed);
    }

    @Test
    void theMasterKeyCanRotate() {
        byte[] sealed = vault.seal(key, LABEL, SECRET);
        MasterKey next = MasterKey.generate();
        ClosureVault rotated = new ClosureVault(next, List.of(master));

        assertThat(rotated.open(key, LABEL, sealed)).isEqualTo(SECRET);
        assertThat(rotated.standing(ClosureVault.masterKeyId(key))).isEqualTo(ClosureVault.Standing.OLDER);
        byte[] rewrapped = rotated.rewrap(CLOSURE, key);
        assertThat(rotated.standing(ClosureVault.masterKeyId(rewrapped))).isEqualTo(ClosureVault.Standing.CURRENT);
        assertThat(new ClosureVault(next, List.of()).open(rewrapped, LABEL, sealed))
                .isEqualTo(SECRET);
    }

    @Test
    void aMissingMasterKeyIsNamedByItsId() {
        byte[] sealed = vault.seal(key, LABEL, SECRET);
        ClosureVault stranger = new ClosureVault(MasterKey.generate(), List.of());

        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> stranger.open(key, LABEL, sealed))
                .withMessageContaining(master.id());
    }

    @Test
    void keysAreReadFromTextAndNeverPrinted() {
        String text = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(MasterKey.parse(text).id())
                .isEqualTo(MasterKey.parse(text).id())
                .hasSize(16);
        assertThat(MasterKey.parse(text).toString()).doesNotContain(text);
        assertThat(vault.toString()).isEqualTo("ClosureVault[" + master.id() + "]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.parse("c2hvcnQ="))
                .withMessage("a master key has 32 bytes, not 5");
    }

    private static void assertDoesNotOpen(ClosureVault vault, byte[] key, VaultLabel label, byte[] sealed) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.open(key, label, sealed))
                .withNoCause();
    }
}
