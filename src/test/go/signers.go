// go-ethereum's signer, called as its documentation suggests and as its defaults invite: one line of JSON with what a signer would post
// after each call. The kind says what the call does to the payload.
//
//	signers v1|0.x PRIVATE_KEY MESSAGE DIGEST
package main

import (
	"encoding/json"
	"os"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
)

const software = "go-ethereum 1.17.10"

type line struct {
	Dialect   string `json:"dialect"`
	Software  string `json:"software"`
	Call      string `json:"call"`
	Kind      string `json:"kind"`
	Signature string `json:"signature"`
}

func main() {
	dialect, secret, hex := os.Args[1], os.Args[2], os.Args[3]
	message, digest := hexutil.MustDecode(hex), hexutil.MustDecode(os.Args[4])
	key, err := crypto.ToECDSA(hexutil.MustDecode(secret))
	if err != nil {
		panic(err)
	}
	var lines []line
	call := func(name, kind string, hash []byte) {
		signature, err := crypto.Sign(hash, key)
		if err != nil {
			panic(err)
		}
		lines = append(lines, line{dialect, software, name, kind, hexutil.Encode(signature)})
	}

	call("crypto.Sign(digest, key)", "right", digest)
	if dialect == "v1" {
		call("crypto.Sign(accounts.TextHash(message), key)", "right", accounts.TextHash(message))
		call("crypto.Sign(message, key)", "unprefixed", message)
		call("crypto.Sign(accounts.TextHash([]byte(hex)), key)", "text-of-message", accounts.TextHash([]byte(hex)))
		call("crypto.Sign(crypto.Keccak256(message), key)", "hashed-message", crypto.Keccak256(message))
	} else {
		call("crypto.Sign(accounts.TextHash(digest), key)", "prefixed-digest", accounts.TextHash(digest))
		call("crypto.Sign(accounts.TextHash(text), key)", "prefixed-text", accounts.TextHash(message))
		call("crypto.Sign(crypto.Keccak256(digest), key)", "hashed-digest", crypto.Keccak256(digest))
	}
	if err := json.NewEncoder(os.Stdout).Encode(lines); err != nil {
		panic(err)
	}
}
