#!/usr/bin/env bash
# Maven org.web3j:crypto 6.0.0 beside npm ethers 6.17.0: a signature of a message whose last byte is 0 or 1, as go-ethereum's crypto.Sign and most bare secp256k1
# libraries leave it. ethers recovers its signer, as viem, web3 and eth-account do; web3j says "Header byte out of range" until 27 is added.
# Needs Java 21 or newer, in the PATH or by JAVA_HOME.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
npm install --silent --no-audit --no-fund ethers@6.17.0
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId>
  <artifactId>x</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.web3j</groupId><artifactId>crypto</artifactId><version>6.0.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat >run.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { Wallet, id, verifyMessage } from 'ethers';
const wallet = new Wallet(id('a key of nobody'));
const signature = await wallet.signMessage('hello');
const bare = signature.slice(0, -2) + (Number.parseInt(signature.slice(-2), 16) - 27).toString(16).padStart(2, '0');
for (const [form, each] of [['27 or 28', signature], ['0 or 1', bare]]) {
  console.log(`${form}, ethers: ${verifyMessage('hello', each) === wallet.address ? 'recovered' : 'another address'}`);
}
writeFileSync('made', [wallet.address, signature, bare].join('\n'));
JS
cat >Run.java <<'JAVA'
import java.nio.file.*;
import java.security.SignatureException;
import java.util.*;
import org.web3j.crypto.*;
import org.web3j.utils.Numeric;
public class Run {
    public static void main(String[] none) throws Exception {
        List<String> made = Files.readAllLines(Path.of("made"));
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("27 or 28", made.get(1));
        forms.put("0 or 1", made.get(2));
        for (var form : forms.entrySet()) {
            byte[] all = Numeric.hexStringToByteArray(form.getValue());
            var signature = new Sign.SignatureData(all[64], Arrays.copyOf(all, 32), Arrays.copyOfRange(all, 32, 64));
            try {
                String signer = "0x" + Keys.getAddress(Sign.signedPrefixedMessageToKey("hello".getBytes(), signature));
                System.out.println(form.getKey() + ", web3j: " + (signer.equalsIgnoreCase(made.get(0)) ? "recovered" : "another address"));
            } catch (SignatureException refused) {
                System.out.println(form.getKey() + ", web3j: " + refused.getMessage().split(":")[0]);
            }
        }
    }
}
JAVA
{ node run.mjs; "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java; } | tee seen
diff seen - <<'SEEN'
27 or 28, ethers: recovered
0 or 1, ethers: recovered
27 or 28, web3j: recovered
0 or 1, web3j: Header byte out of range
SEEN
