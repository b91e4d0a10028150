package com.genericcorp.hq.domain.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.domain.testing.NameServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class DnsTest {
  private final NameServer server = new NameServer().zone("com").zone("example.com");
  private final Dns dns = dns(server.address());

  static Dns dns(InetSocketAddress... servers) {
    return new Dns(List.of(servers), servers[0].getPort(), Duration.ofMillis(500));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAnswerThatIsCutOffIsAskedForAgainOverTcp() throws Exception {
    IntStream.range(0, 40)
        .forEach(one -> server.with("long.example.com TXT \"" + "x".repeat(90) + one + "\""));
    assertThat(dns.ask(Dns.name("long.example.com"), Type.TXT).all(TXTRecord.class)).hasSize(40);
    assertThat(server.truncated()).isEqualTo(1);
    assertThat(server.overTcp()).isEqualTo(1);
  }

  @Test
  void aNameThatIsNotThereIsAnAnswer() throws Exception {
    assertThat(dns.ask(Dns.name("nobody.example.com"), Type.A).answers()).isEmpty();
  }

  @Test
  void anErrorIsNone() {
    server.fails("broken.example.com", Type.A, Rcode.SERVFAIL);
    assertThatThrownBy(() -> dns.ask(Dns.name("broken.example.com"), Type.A))
        .isInstanceOf(Unanswered.class)
        .hasMessage(
            "127.0.0.1:%d answers SERVFAIL about broken.example.com (A)",
            server.address().getPort())
        .matches(problem -> ((Unanswered) problem).refusedToSay());
  }

  @Test
  void silenceIsTold() {
    server.ignores("example.com");
    assertThatThrownBy(() -> dns.ask(Dns.name("example.com"), Type.A))
        .isInstanceOf(Unanswered.class)
        .hasMessageEndingWith(" does not answer about example.com (A)")
        .matches(problem -> !((Unanswered) problem).refusedToSay());
  }

  @Test
  void anAnswerThatCannotBeReadIsTold() {
    server.garbles("example.com");
    assertThatThrownBy(() -> dns.ask(Dns.name("example.com"), Type.A))
        .isInstanceOf(Unanswered.class)
        .hasMessageEndingWith(" answers what cannot be read about example.com (A)");
  }

  @Test
  void theNextResolverIsAskedWhereOneFails() throws Exception {
    server.with("www.example.com A 192.0.2.1");
    try (NameServer broken = new NameServer()) {
      broken.fails("www.example.com", Type.A, Rcode.REFUSED);
      Dns both = dns(broken.address(), server.address());
      assertThat(both.ask(Dns.name("www.example.com"), Type.A).answers()).hasSize(1);
    }
  }

  @Test
  void theZoneAboveSaysWhomItSendsTo() throws Exception {
    server.delegate("example.com", "NS1.example.net", "ns2.example.net");
    assertThat(Delegation.of(dns, "example.com"))
        .isEqualTo(new Delegation("com", Set.of("ns1.example.net", "ns2.example.net")));
    assertThat(Delegation.of(dns, "demo.example.com"))
        .isEqualTo(new Delegation("example.com", Set.of()));
  }

  @Test
  void aZoneAboveWithoutReachableServersIsTold() {
    try (NameServer lonely = new NameServer()) {
      lonely.with(
          "test SOA ns.test. host.test. 1 3600 600 86400 300", "test NS ns.elsewhere.test.");
      assertThatThrownBy(() -> Delegation.of(dns(lonely.address()), "example.test"))
          .isInstanceOf(Unanswered.class)
          .hasMessage("no name server of test has an address");
    }
  }

  @Test
  void whatLeadsSomewhereIsSeenAtTheNameItself() throws Exception {
    server.with(
        "demo.example.com CNAME shop.example.com.",
        "shop.example.com A 192.0.2.7",
        "shop.example.com AAAA 2001:db8::7",
        "*.example.com A 192.0.2.9");
    assertThat(Occupants.of(dns, "demo.example.com")).containsExactly("CNAME shop.example.com.");
    assertThat(Occupants.of(dns, "shop.example.com"))
        .containsExactly("A 192.0.2.7", "AAAA 2001:db8:0:0:0:0:0:7");
    assertThat(Occupants.of(dns, "any.example.com")).containsExactly("A 192.0.2.9");
    assertThat(Occupants.of(dns, "*.example.com")).containsExactly("A 192.0.2.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "192.0.2.1:0", "192.0.2.1:70000", "300.1.1.1", "::1:53"})
  void resolversAreAddresses(String written) {
    assertThatThrownBy(() -> Resolvers.named(written))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--resolver is '" + written + "'; expected an address such as");
  }

  @Test
  void resolversMayHavePorts() {
    assertThat(Resolvers.named("192.0.2.1"))
        .containsExactly(new InetSocketAddress("192.0.2.1", 53));
    assertThat(Resolvers.named("[2001:db8::1]:5353"))
        .containsExactly(new InetSocketAddress("2001:db8::1", 5353));
    assertThat(Resolvers.ofThisMachine()).isNotEmpty();
  }
}
