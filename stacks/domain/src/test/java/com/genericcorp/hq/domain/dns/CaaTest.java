package com.genericcorp.hq.domain.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.domain.testing.NameServer;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** RFC 8659's rules, against a name server. */
class CaaTest {
  private static final String HOST = "demo.example.com";
  private static final Set<String> AMAZON = Set.of("amazon.com", "amazontrust.com");

  private final NameServer server = new NameServer().zone("com").zone("example.com");
  private final Dns dns = DnsTest.dns(server.address());

  @AfterEach
  void stop() {
    server.close();
  }

  private Caa caa() throws Unanswered {
    return Caa.of(dns, HOST, "example.com");
  }

  @Test
  void withoutRecordsEverybodyMay() throws Exception {
    assertThat(caa()).returns("", Caa::at).matches(caa -> caa.allows(AMAZON, true));
  }

  @Test
  void theNearestRecordsUpwardsDecide() throws Exception {
    server.with("example.com CAA 0 issue \"letsencrypt.org\"", "com CAA 0 issue \"nobody.test\"");
    assertThat(caa()).returns("example.com", Caa::at).matches(caa -> !caa.allows(AMAZON, false));
    server.with("demo.example.com CAA 0 issue \"Amazon.com; validationmethods=dns-01\"");
    assertThat(caa()).returns(HOST, Caa::at).matches(caa -> caa.allows(AMAZON, false));
  }

  @Test
  void aboveWhatIsRegisteredNobodyIsAsked() throws Exception {
    server.with("com CAA 0 issue \"nobody.test\"");
    assertThat(caa().at()).isEmpty();
  }

  @Test
  void anAliasIsFollowed() throws Exception {
    server.with("demo.example.com CNAME other.example.com.", "other.example.com CAA 0 issue \";\"");
    assertThat(caa()).returns(HOST, Caa::at).matches(caa -> !caa.allows(AMAZON, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 issue "amazontrust.com"                             | true  | true
          0 issue ";"                                           | false | false
          0 issue ""                                            | false | false
          0 issue "amazon.com.evil.test"                        | false | false
          0 iodef "mailto:a@example.com"                        | true  | true
          0 issuewild "letsencrypt.org"                         | true  | false
          0 issue "letsencrypt.org" , 0 issue "amazon.com"      | true  | true
          0 issue "amazon.com" , 0 issuewild ";"                | true  | false
          0 issue "letsencrypt.org" , 0 issuewild "amazon.com"  | false | true
          128 issue "amazon.com"                                | true  | true
          128 future "x" , 0 issue "amazon.com"                 | false | false
          0 future "x" , 0 issue "amazon.com"                   | true  | true
          """)
  void theyAllowAHostAndItsWildcardEach(String records, boolean host, boolean wildcard)
      throws Exception {
    for (String record : records.split(" , ")) {
      server.with("example.com CAA " + record);
    }
    assertThat(caa().allows(AMAZON, false)).as("host").isEqualTo(host);
    assertThat(caa().allows(AMAZON, true)).as("wildcard").isEqualTo(wildcard);
  }

  @Test
  void anErrorOnTheWayUpIsNoPermission() {
    server.fails("example.com", Type.CAA, Rcode.SERVFAIL);
    assertThatThrownBy(this::caa).isInstanceOf(Unanswered.class).hasMessageContaining("SERVFAIL");
  }
}
