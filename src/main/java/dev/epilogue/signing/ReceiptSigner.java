package dev.epilogue.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signs receipts with the current key, and vouches for those of keys before it. */
public final class ReceiptSigner {

    /** The type that receipts carry, so that nothing else that the key signs passes for one. */
    public static final String RECEIPT = "epilogue-receipt+jwt";

    private static final JOSEObjectType TYPE = new JOSEObjectType(RECEIPT);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ed25519 signer;
    private final JWSHeader header;
    private final JWKSet published;

    /** @param retired keys that signed receipts before */
    public ReceiptSigner(ReceiptKey key, List<ReceiptKey> retired) {
        this.signer = new Ed25519(key.jwk());
        this.header = new JWSHeader.Builder(JWSAlgorithm.Ed25519)
                .keyID(key.keyId())
                .type(TYPE)
                .build();
        this.published = new JWKSet(Stream.concat(Stream.of(key), retired.stream())
                .map(each -> (JWK) each.jwk().toPublicJWK())
                .toList());
    }

    public Receipt sign(ReceiptClaims claims) {
        JWSObject receipt = new JWSObject(header, new Payload(JSON.writeValueAsBytes(claims)));
        try {
            receipt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Receipt(claims, header.getKeyID(), receipt.serialize());
    }

    /**
     * Something else than a receipt, in compact form.
     *
     * @param type of its own, in the header
     */
    public String sign(String type, byte[] payload) {
        JWSObject signed = new JWSObject(
                new JWSHeader.Builder(header).type(new JOSEObjectType(type)).build(), new Payload(payload));
        try {
            signed.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return signed.serialize();
    }

    /** What a receipt states, or nothing when none of our keys signed it. */
    public Optional<ReceiptClaims> verify(String jws) {
        try {
            JWSObject receipt = JWSObject.parse(jws);
            JWK key = published.getKeyByKeyId(receipt.getHeader().getKeyID());
            boolean genuine = key != null
                    && TYPE.equals(receipt.getHeader().getType())
                    && receipt.verify(new Ed25519(key.toOctetKeyPair()));
            return genuine
                    ? Optional.of(JSON.readValue(receipt.getPayload().toBytes(), ReceiptClaims.class))
                    : Optional.empty();
        } catch (ParseException | JOSEException | JacksonException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** As JWKs: the current key first, and of none its private half. */
    public List<Map<String, Object>> keys() {
        return published.getKeys().stream().map(JWK::toJSONObject).toList();
    }
}
