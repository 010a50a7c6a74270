package dev.epilogue.signing;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/** BouncyCastle's Ed25519 for JWS: ten times as fast as the JDK's, and a receipt is signed for every signature. */
final class Ed25519 implements JWSSigner, JWSVerifier {

    /** RFC 9864's name, and the one before it (RFC 8037), which receipts of earlier versions carry. */
    private static final Set<JWSAlgorithm> NAMES = Set.of(JWSAlgorithm.Ed25519, JWSAlgorithm.EdDSA);

    private final OctetKeyPair key;
    private final @Nullable Ed25519PrivateKeyParameters secret;

    /** Signs where the private part is there. One that is kept reckons the public part for its signatures once. */
    Ed25519(OctetKeyPair key) {
        this.key = key;
        this.secret = key.isPrivate() ? new Ed25519PrivateKeyParameters(key.getDecodedD()) : null;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, Objects.requireNonNull(secret, "the private part"));
        signer.update(input, 0, input.length);
        return Base64URL.encode(signer.generateSignature());
    }

    @Override
    public boolean verify(JWSHeader header, byte[] input, Base64URL signature) {
        if (!NAMES.contains(header.getAlgorithm()) || header.getCriticalParams() != null) {
            return false;
        }
        Ed25519Signer verification = new Ed25519Signer();
        verification.init(false, new Ed25519PublicKeyParameters(key.getDecodedX()));
        verification.update(input, 0, input.length);
        return verification.verifySignature(signature.decode());
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return NAMES;
    }

    @Override
    public JCAContext getJCAContext() {
        return new JCAContext();
    }
}
