//! Rust's signer libraries, called as their documentation suggests and as their defaults invite: see signers.mjs and signers.py.
//!
//!     cargo run --quiet -- v1|0.x PRIVATE_KEY MESSAGE DIGEST

use alloy_primitives::{B256, Signature};
use alloy_signer::SignerSync;
use alloy_signer_local::PrivateKeySigner;
use k256::ecdsa::signature::Signer;
use k256::ecdsa::{RecoveryId, SigningKey};

fn main() {
    let given: Vec<String> = std::env::args().collect();
    let (dialect, message, digest) = (&given[1], &given[3], &given[4]);
    let v1 = dialect == "v1";
    let asked = if v1 { message } else { digest };
    let personal = if v1 { "right" } else { "prefixed-digest" };
    let text_of = if v1 { "text-of-message" } else { "text-of-digest" };

    let secret = bytes(&given[2]);
    let wallet: PrivateKeySigner = given[2].parse().unwrap();
    let key = SigningKey::from_slice(&secret).unwrap();
    let raw = bytes(digest);

    let alloy = "alloy-signer 2.5.0";
    let spoken = |text: &[u8]| -> Signature { wallet.sign_message_sync(text).unwrap() };
    let whole = |signature: Signature| prefixed(&signature.as_bytes());
    let mut rows = vec![
        (alloy, "sign_message_sync(&it)", personal, whole(spoken(&bytes(asked)))),
        (alloy, "sign_message_sync(it.as_bytes())", text_of, whole(spoken(asked.as_bytes()))),
        (alloy, "sign_hash_sync(&digest)", "right", whole(wallet.sign_hash_sync(&B256::from_slice(&raw)).unwrap())),
        (alloy, "sign_hash_sync(&digest).as_rsy()", "right",
            prefixed(&wallet.sign_hash_sync(&B256::from_slice(&raw)).unwrap().as_rsy())),
        (alloy, "as_erc2098()", "compact", prefixed(&spoken(&bytes(asked)).as_erc2098())),
        (alloy, "hex::encode(as_bytes())", "no-0x", hex::encode(spoken(&bytes(asked)).as_bytes())),
    ];
    if v1 {
        rows.push((alloy, "sign_hash_sync(&it)", "unprefixed",
            whole(wallet.sign_hash_sync(&B256::from_slice(&bytes(message))).unwrap())));
    } else {
        rows.push((alloy, "sign_message_sync(text.as_bytes())", "prefixed-text", whole(spoken(&bytes(message)))));
    }

    let k256 = "k256 0.14.0";
    let recoverable = |(signature, id): (k256::ecdsa::Signature, RecoveryId)| {
        let mut all = signature.to_bytes().to_vec();
        all.push(id.to_byte());
        prefixed(&all)
    };
    let (bare, id) = key.sign_prehash_recoverable(&raw);
    rows.push((k256, "sign_prehash_recoverable(digest)", "right", recoverable((bare, id))));
    rows.push((k256, "sign_prehash_recoverable(digest).0.to_bytes()", "compact", prefixed(&bare.to_bytes())));
    rows.push((k256, "sign_recoverable(digest)", "sha-256-of-digest", recoverable(key.sign_recoverable(&raw))));
    rows.push((k256, "sign_recoverable(message)", "sha-256-of-message",
        recoverable(key.sign_recoverable(&bytes(message)))));
    let plain: k256::ecdsa::Signature = key.sign(&raw);
    rows.push((k256, "sign(digest)", "compact", prefixed(&plain.to_bytes())));
    rows.push((k256, "sign(digest).to_der()", "der", prefixed(plain.to_der().as_bytes())));

    for (software, call, kind, signature) in rows {
        println!(r#"{{"dialect": "{dialect}", "software": "{software}", "call": "{call}", "kind": "{kind}", "signature": "{signature}"}}"#);
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(&hex[2..]).unwrap()
}

fn prefixed(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}
