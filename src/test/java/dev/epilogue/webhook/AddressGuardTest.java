package dev.epilogue.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own table of addresses against our own guard. */
class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::a00:1",
                "::ffff:0:7f00:1",
                "::ffff:0:a9fe:a9fe",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::",
                "2001::1",
                "2001:db8::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2600:1f18::5efe:7f00:1",
                "100::1"
            })
    void whatIsNotPublicIsNotDialled(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aMappedAddressIsTheOneThatItCarries() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(guard.allows(InetAddress.getByAddress(mapped))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "2a00:1450:4001::200e"
            })
    void whatIsPublicIs(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void whatTheOperatorListsIsAllowedHoweverItIsWritten() throws UnknownHostException {
        AddressGuard listed = new AddressGuard(List.of("10.20.0.0/16", "fd00:1::/32"));
        for (String address : List.of("10.20.0.1", "10.20.255.255", "::ffff:0:a14:1", "fd00:1::5")) {
            assertThat(listed.allows(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : List.of("10.21.0.1", "127.0.0.1", "fd00:2::5", "::1")) {
            assertThat(listed.allows(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
    }
}
