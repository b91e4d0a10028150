package com.genericcorp.hq.domain.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.domain.DomainCommands;
import com.genericcorp.hq.domain.testing.NameServer;
import com.genericcorp.hq.domain.testing.RdapServer;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.rehearse.moto.Moto;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The zone at a simulated AWS, and the command from its words to its exit code. */
class ZonesIT {
  private static final Aws DEMO =
      new Environments(Repository.find().environments()).load("demo").aws().orElseThrow();

  @TempDir private Path folder;
  private Moto moto;
  private AwsAccount account;

  @BeforeEach
  void start() {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    moto = Moto.start(program.get(), DEMO.account(), folder.resolve("moto.log"));
    account = AwsAccount.simulated(DEMO, moto.endpoint());
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      account.close();
      moto.close();
    }
  }

  private String make(String name, boolean hidden) {
    return account
        .client(Route53Client.builder())
        .createHostedZone(
            request -> {
              request.name(name).callerReference(name + System.nanoTime());
              if (hidden) {
                request
                    .hostedZoneConfig(config -> config.privateZone(true))
                    .vpc(vpc -> vpc.vpcId("vpc-1").vpcRegion("us-east-1"));
              }
            })
        .hostedZone()
        .id();
  }

  private void add(String zone, ResourceRecordSet set) {
    account
        .client(Route53Client.builder())
        .changeResourceRecordSets(
            request ->
                request
                    .hostedZoneId(zone)
                    .changeBatch(
                        batch ->
                            batch.changes(
                                change ->
                                    change.action(ChangeAction.CREATE).resourceRecordSet(set))));
  }

  @Test
  void thePublicZoneOfTheNameIsFoundWithItsRecords() {
    Zones zones = new Zones(account);
    assertThat(zones.find(DEMO.zone())).isEqualTo(new ZoneSearch.Missing(DEMO.account()));
    make("other.genericcorp.com", false);
    make(DEMO.zone(), true);
    assertThat(zones.find(DEMO.zone())).isInstanceOf(ZoneSearch.Missing.class);
    String id = make(DEMO.zone(), false);
    add(
        id,
        ResourceRecordSet.builder()
            .name("*." + DEMO.zone())
            .type("CNAME")
            .ttl(60L)
            .resourceRecords(ResourceRecord.builder().value("shop.example.net").build())
            .build());
    add(
        id,
        ResourceRecordSet.builder()
            .name(DEMO.zone())
            .type("A")
            .aliasTarget(
                target ->
                    target
                        .hostedZoneId("Z35SXDOTRQ7X7K")
                        .dnsName("dualstack.Agenthq-1.us-east-1.elb.amazonaws.com.")
                        .evaluateTargetHealth(true))
            .build());
    assertThat(zones.find(DEMO.zone()))
        .isInstanceOfSatisfying(
            ZoneSearch.Found.class,
            found -> {
              assertThat(found.zone().nameServers()).hasSizeGreaterThan(1);
              assertThat(found.zone().at("*." + DEMO.zone())).hasSize(1);
              assertThat(found.zone().at(DEMO.zone()))
                  .anyMatch(HostedZone.ZoneRecord::leadsToBalancer);
            });
    make(DEMO.zone(), false);
    assertThat(zones.find(DEMO.zone())).isInstanceOf(ZoneSearch.Several.class);
  }

  @Test
  void theCommandComparesTheDelegationWithTheZoneAtAws() throws Exception {
    make(DEMO.zone(), false);
    HostedZone zone = ((ZoneSearch.Found) new Zones(account).find(DEMO.zone())).zone();
    try (NameServer names = new NameServer().zone("com").zone("genericcorp.com");
        RdapServer registry = new RdapServer()) {
      registry.has("genericcorp.com", "1999-02-28", "2099-02-27");
      names.zone(DEMO.zone()).delegate(DEMO.zone(), zone.nameServers().toArray(new String[0]));
      Ended well = run(names, registry.list(), credentials());
      assertThat(well.code()).as(well.text()).isZero();
      assertThat(well.text()).contains("\"passed\" : true", "as the zone says");

      names.delegate(DEMO.zone(), "ns1.elsewhere.net");
      Ended wrong = run(names, registry.list(), credentials());
      assertThat(wrong.code()).as(wrong.text()).isEqualTo(1);

      Ended without = run(names, registry.list(), Map.of());
      assertThat(without.code()).as(without.text()).isZero();
      assertThat(without.text())
          .contains("there are no credentials of AWS that work: none are found; sign in");
    }
  }

  @Test
  void credentialsOfAnotherAccountAreNotUsed() {
    Aws other =
        new Environments(Repository.find().environments()).load("production").aws().orElseThrow();
    try (AwsAccount production = AwsAccount.simulated(other, moto.endpoint())) {
      assertThat(new Zones(production).find(other.zone()))
          .isEqualTo(
              new ZoneSearch.NotMade(
                  "the credentials of AWS are those of account 111122223333, and the environment's"
                      + " is 444455556666"));
    }
  }

  private record Ended(int code, String text) {}

  private Map<String, String> credentials() {
    return Map.of(
        "aws.endpointUrl", moto.endpoint().toString(),
        "aws.accessKeyId", "simulated",
        "aws.secretAccessKey", "simulated");
  }

  private static Ended run(NameServer names, URI list, Map<String, String> properties) {
    Map<String, String> nowhere =
        Map.of(
            "aws.disableEc2Metadata", "true",
            "aws.sharedCredentialsFile", "/nonexistent",
            "aws.configFile", "/nonexistent");
    nowhere.forEach(System::setProperty);
    properties.forEach(System::setProperty);
    try {
      StringWriter out = new StringWriter();
      CommandLine hq = Hq.commandLine(java.util.List.of(new DomainCommands()));
      hq.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
      int port = names.address().getPort();
      int code =
          CommandRunner.run(
              hq,
              "domain",
              "demo",
              "--json",
              "--resolver=127.0.0.1:" + port,
              "--name-server-port=" + port,
              "--rdap=" + list);
      return new Ended(code, out.toString());
    } finally {
      nowhere.keySet().forEach(System::clearProperty);
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
