package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.web.http.Network;
import dev.epilogue.web.http.WebSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** T29: nobody says of himself where he comes from. */
class TrustedProxiesTest {

    private final TrustedProxies proxies =
            new TrustedProxies(settings("10.0.0.0/8,192.168.1.0/25,2001:db8:1::/48,198.51.100.9"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            no proxy of ours, whatever it says         | 203.0.113.1      | 1.2.3.4                       | 203.0.113.1
            a proxy that says nothing                  | 10.1.2.3         | -                             | 10.1.2.3
            the one whom it was asked by               | 10.1.2.3         | 203.0.113.1                   | 203.0.113.1
            what that one wrote itself is passed over  | 10.1.2.3         | 1.2.3.4, 5.6.7.8, 203.0.113.1 | 203.0.113.1
            two proxies one behind the other           | 10.1.2.3         | 203.0.113.1, 192.168.1.5      | 203.0.113.1
            an address beside the network              | 10.1.2.3         | 203.0.113.1, 192.168.1.128    | 192.168.1.128
            a network of one                           | 198.51.100.9     | 203.0.113.1                   | 203.0.113.1
            beside a network of one                    | 198.51.100.8     | 203.0.113.1                   | 198.51.100.8
            proxies alone                              | 10.1.2.3         | 10.9.9.9                      | 10.9.9.9
            with a port                                | 10.1.2.3         | 203.0.113.1:4711              | 203.0.113.1
            IPv6                                       | 2001:db8:1::5    | 2001:db8:2::7                 | 2001:db8:2::7
            IPv6 with a port                           | 10.1.2.3         | [2001:db8:2::7]:4711          | 2001:db8:2::7
            IPv4 in the form of IPv6                   | ::ffff:10.1.2.3  | ::ffff:203.0.113.1            | 203.0.113.1
            IPv6 beside the network                    | 2001:db8:2::5    | 203.0.113.1                   | 2001:db8:2::5
            a name is no address                       | 10.1.2.3         | localhost                     | 10.1.2.3
            hidden                                     | 10.1.2.3         | 203.0.113.1, unknown          | 10.1.2.3
            more than an address                       | 10.1.2.3         | 999.1.1.1                     | 10.1.2.3
            nothing between commas                     | 10.1.2.3         | 203.0.113.1,,                 | 203.0.113.1
            """)
    void theLastWhoIsNotTrustedIsTheCaller(String what, String connected, String told, String caller) {
        assertThat(proxies.caller(InetAddress.ofLiteral(connected), told == null ? List.of() : List.of(told)))
                .as(what)
                .isEqualTo(InetAddress.ofLiteral(caller));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "10.0.0/8/8"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    private static WebSettings settings(String networks) {
        return new Binder(new MapConfigurationPropertySource(Map.of("epilogue.web.trusted-proxies", networks)))
                .bindOrCreate("epilogue.web", WebSettings.class);
    }
}
