package com.genericcorp.hq.domain.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.rdap.Patience;
import com.genericcorp.hq.domain.rdap.Rdap;
import com.genericcorp.hq.domain.report.DomainReport;
import com.genericcorp.hq.domain.report.DomainTable;
import com.genericcorp.hq.domain.report.Finding;
import com.genericcorp.hq.domain.report.Outcome;
import com.genericcorp.hq.domain.testing.NameServer;
import com.genericcorp.hq.domain.testing.RdapServer;
import com.genericcorp.hq.domain.zone.HostedZone;
import com.genericcorp.hq.domain.zone.HostedZone.ZoneRecord;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The demo's domain, with one thing wrong at a time; DNS and RDAP are servers of the loopback. */
class DomainChecksTest {
  private static final String HOST = "demo.genericcorp.com";
  private static final String WILDCARD = "*." + HOST;
  private static final String[] OUR_SERVERS = {"ns-1.awsdns-01.com", "ns-2.awsdns-02.net"};
  private static final ZoneSearch NO_CREDENTIALS = new ZoneSearch.NotMade("no credentials");

  private final NameServer names = new NameServer().zone("com").zone("genericcorp.com");
  private final RdapServer registry = new RdapServer();

  @AfterEach
  void stop() {
    names.close();
    registry.close();
  }

  private static ZoneSearch zone(ZoneRecord... records) {
    return new ZoneSearch.Found(new HostedZone("Z1", Set.of(OUR_SERVERS), List.of(records)));
  }

  private static ZoneRecord alias(String name, String target) {
    return new ZoneRecord(name, "A", target, true);
  }

  /** The demo as it should be. */
  private void allIsWell() {
    registry.has("genericcorp.com", "1999-02-28", "2031-02-27");
    names.delegate(HOST, OUR_SERVERS).zone(HOST);
  }

  private DomainReport look(String name, ZoneSearch search) {
    Duration brief = Duration.ofMillis(500);
    World world =
        new World(
            new Dns(List.of(names.address()), names.address().getPort(), brief),
            new Rdap(registry.list(), new Patience(1, brief, brief, brief)),
            question -> search,
            LocalDate.of(2026, 11, 24));
    return DomainChecks.run(
        Question.of(name, new Environments(Repository.find().environments())), world);
  }

  private Finding find(String check, ZoneSearch search) {
    return look("demo", search).checks().stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereAllIsWellNothingIsToBeDone() {
    allIsWell();
    DomainReport report =
        look(
            "demo",
            zone(
                alias(HOST, "agenthq-demo-1.us-east-1.elb.amazonaws.com"),
                alias(WILDCARD, "agenthq-demo-1.us-east-1.elb.amazonaws.com")));
    assertThat(DomainTable.of(report))
        .isEqualToNormalizingNewlines(
            """
            demo.genericcorp.com (environment demo, zone demo.genericcorp.com, domain genericcorp.com)
              ok       registration  genericcorp.com is registered, since 1999-02-28; at Example Registrar, Inc.; name servers ns1.example.net; status client transfer prohibited
              ok       expiry        1556 days left (until 2031-02-27)
              ok       zone          demo.genericcorp.com is Z1, with name servers ns-1.awsdns-01.com ns-2.awsdns-02.net
              ok       delegation    genericcorp.com sends to ns-1.awsdns-01.com ns-2.awsdns-02.net, as the zone says
              ok       records       the load balancer's alone: demo.genericcorp.com A alias agenthq-demo-1.us-east-1.elb.amazonaws.com; *.demo.genericcorp.com A alias agenthq-demo-1.us-east-1.elb.amazonaws.com
              ok       caa           no CAA records: every authority may issue
              ok       holder        we: its name servers are those of the zone in the account
              skipped  alternatives  none is needed
            demo.genericcorp.com: no fault, no warning; 1 check not made
            """);
    assertThat(registry.asked()).containsExactly("/dns.json", "/rdap/domain/genericcorp.com");
  }

  @Test
  void aDomainThatNobodyHasIsAFaultAndTheAlternativesAreLookedAt() {
    registry.has("tryagenthq.com", "2024-01-02", "2027-01-02");
    DomainReport report = look("demo", new ZoneSearch.Missing("111122223333"));
    assertThat(report.passed()).isFalse();
    assertThat(report.checks())
        .extracting(Finding::check, Finding::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("registration", Outcome.FAULT),
            org.assertj.core.groups.Tuple.tuple("expiry", Outcome.SKIPPED),
            org.assertj.core.groups.Tuple.tuple("zone", Outcome.FAULT),
            org.assertj.core.groups.Tuple.tuple("delegation", Outcome.FAULT),
            org.assertj.core.groups.Tuple.tuple("records", Outcome.OK),
            org.assertj.core.groups.Tuple.tuple("caa", Outcome.OK),
            org.assertj.core.groups.Tuple.tuple("holder", Outcome.SKIPPED),
            org.assertj.core.groups.Tuple.tuple("alternatives", Outcome.OK));
    assertThat(report.checks().get(0).seen()).isEqualTo("genericcorp.com is not registered");
    assertThat(report.checks().get(7).seen())
        .startsWith("tryagenthq.com is taken since 2024-01-02; agenthq.dev is not known (")
        .contains("has no RDAP server");
  }

  @Test
  void alternativesOfWhichNothingCanBeKnownAreNotCalledGood() {
    registry.close();
    assertThat(find("alternatives", NO_CREDENTIALS).outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-23, ok, 60 days left (until 2027-01-23)",
    "2027-01-22, warning, 59 days left (until 2027-01-22)",
    "2026-11-24, warning, 0 days left (until 2026-11-24)",
    "2026-11-23, fault, expired 1 days ago (until 2026-11-23)"
  })
  void theDaysLeftAreCounted(String until, String outcome, String seen) {
    registry.has("genericcorp.com", "1999-02-28", until);
    assertThat(find("expiry", NO_CREDENTIALS))
        .returns(seen, Finding::seen)
        .matches(finding -> finding.outcome().toString().equals(outcome));
  }

  @ParameterizedTest
  @CsvSource({"client hold, FAULT", "redemption period, FAULT", "pendingDelete, FAULT", "ok, OK"})
  void aStatusThatTakesTheDomainOutOfTheDnsIsAFault(String status, Outcome outcome) {
    registry.says(
        "/rdap/domain/genericcorp.com",
        200,
        RdapServer.document("genericcorp.com", "1999-02-28", "2031-02-27")
            .replace("client transfer prohibited", status));
    Finding finding = find("registration", NO_CREDENTIALS);
    assertThat(finding.outcome()).isEqualTo(outcome);
    assertThat(finding.seen()).contains(status);
  }

  @Test
  void withoutCredentialsTheRestGoesOn() {
    allIsWell();
    names.with(HOST + " A 192.0.2.1");
    DomainReport report = look(HOST, NO_CREDENTIALS);
    assertThat(report.passed()).isTrue();
    assertThat(find("zone", NO_CREDENTIALS)).isEqualTo(Finding.skipped("zone", "no credentials"));
    assertThat(find("delegation", NO_CREDENTIALS).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(find("records", NO_CREDENTIALS))
        .returns(Outcome.WARNING, Finding::outcome)
        .returns(
            HOST
                + " has A 192.0.2.1; whether it is the stack's own can be told with the account's"
                + " credentials",
            Finding::seen);
    assertThat(find("holder", NO_CREDENTIALS).seen())
        .startsWith("registrant of genericcorp.com: not published, since 1999-02-28")
        .endsWith("; whether that is us was not looked at");
  }

  @Test
  void aDelegationToOthersIsAFaultThatNamesBoth() {
    allIsWell();
    names.delegate(HOST, "ns1.elsewhere.net");
    assertThat(find("delegation", zone()))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns(
            "genericcorp.com sends to ns1.elsewhere.net; the zone's are ns-1.awsdns-01.com"
                + " ns-2.awsdns-02.net",
            Finding::seen);
    assertThat(find("holder", zone()).outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void noDelegationSaysWhatIsToBeEntered() {
    registry.has("genericcorp.com", "1999-02-28", "2031-02-27");
    assertThat(find("delegation", zone()))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns(
            "enter the zone's name servers there: ns-1.awsdns-01.com ns-2.awsdns-02.net",
            Finding::remedy);
  }

  @Test
  void twoZonesOfOneNameAreAFault() {
    allIsWell();
    assertThat(find("zone", new ZoneSearch.Several(List.of("Z1", "Z2"))))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns("there are 2 public zones demo.genericcorp.com: Z1, Z2", Finding::seen);
  }

  @Test
  void theStacksOwnRecordsAreNotInItsWayAndOthersAre() {
    allIsWell();
    ZoneSearch others =
        zone(
            new ZoneRecord(HOST, "NS", "ns-1.awsdns-01.com.", false),
            new ZoneRecord(HOST, "A", "192.0.2.1", false),
            new ZoneRecord(HOST, "TXT", "\"x\"", false),
            new ZoneRecord(WILDCARD, "CNAME", "shop.example.net.", false));
    assertThat(find("records", others))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns(
            HOST
                + " has A 192.0.2.1 in our zone; "
                + WILDCARD
                + " has CNAME shop.example.net. in our zone",
            Finding::seen);
    assertThat(find("records", zone(alias(HOST, "d1.cloudfront.net"))).outcome())
        .isEqualTo(Outcome.FAULT);
  }

  @Test
  void recordsOfTheParentAreInTheWayOfADelegation() {
    registry.has("genericcorp.com", "1999-02-28", "2031-02-27");
    names.with(HOST + " CNAME shop.genericcorp.com.", WILDCARD + " AAAA 2001:db8::1");
    assertThat(find("records", new ZoneSearch.Missing("111122223333")))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns(
            HOST
                + " has CNAME shop.genericcorp.com.; "
                + WILDCARD
                + " has AAAA 2001:db8:0:0:0:0:0:1",
            Finding::seen);
  }

  @Test
  void aWildcardOfTheParentIsOnlyAWarning() {
    registry.has("genericcorp.com", "1999-02-28", "2031-02-27");
    names.with("*.genericcorp.com A 192.0.2.9");
    assertThat(find("records", new ZoneSearch.Missing("111122223333")))
        .returns(Outcome.WARNING, Finding::outcome)
        .matches(finding -> finding.seen().contains("by a wildcard"));
  }

  @Test
  void caaThatLeavesAmazonOutIsAFaultWithTheRecordToAdd() {
    allIsWell();
    names.with("genericcorp.com CAA 0 issue \"amazon.com\"");
    assertThat(find("caa", zone()))
        .isEqualTo(
            Finding.ok("caa", "genericcorp.com has CAA 0 issue \"amazon.com\": Amazon may issue"));
    names.with("genericcorp.com CAA 0 issuewild \"letsencrypt.org\"");
    assertThat(find("caa", zone()))
        .returns(Outcome.FAULT, Finding::outcome)
        .returns("add CAA 0 issuewild \"amazon.com\" for " + HOST, Finding::remedy);
  }

  @Test
  void aZoneThatCannotAnswerAboutCaaIsAFaultAndASilentResolverIsNot() {
    allIsWell();
    names.fails(HOST, Type.CAA, Rcode.SERVFAIL);
    assertThat(find("caa", zone()).outcome()).isEqualTo(Outcome.FAULT);
    names.ignores(HOST);
    assertThat(look("demo", zone()).checks())
        .filteredOn(finding -> finding.outcome() == Outcome.WARNING)
        .extracting(Finding::check)
        .containsExactly("delegation", "records", "caa", "holder");
  }

  @Test
  void whatOthersWroteDoesNotMoveTheTerminal() {
    assertThat(Finding.ok("x", "a\u001b[2Jb\u202ec\nd").seen()).isEqualTo("a?[2Jb?c?d");
  }
}
