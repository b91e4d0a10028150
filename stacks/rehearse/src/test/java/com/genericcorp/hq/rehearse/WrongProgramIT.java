package com.genericcorp.hq.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.rehearse.account.Destruction;
import com.genericcorp.hq.rehearse.account.SimulatedAccount;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.engine.RequiredMembers;
import com.genericcorp.hq.rehearse.mapping.Mappings;
import com.genericcorp.hq.rehearse.moto.Moto;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import com.genericcorp.hq.stacks.BootstrapStack;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Each test alters one input on its way from the program to AWS. */
@TestInstance(Lifecycle.PER_CLASS)
class WrongProgramIT {
  private final Mappings mappings = Mappings.load();
  private final Environment environment =
      new Environments(Repository.find().environments()).load("demo");
  private final PlannedAccount planned =
      new PlannedAccount(
          environment.aws().orElseThrow().region(), environment.aws().orElseThrow().account());
  private @Nullable Moto moto;
  private @Nullable Clients clients;
  private String zone = "";

  @BeforeAll
  void start(@TempDir Path folder) {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    moto = Moto.start(program.orElseThrow(), planned.number(), folder.resolve("moto.log"));
    clients =
        new Clients(
            moto.endpoint(), planned.region(), RequiredMembers.beside(program.orElseThrow()));
  }

  @AfterAll
  void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void aSubnetOfAnotherVpcIsNoneOfTheProgramsOwn() {
    String other = clients.of("ec2", Ec2Client.class).describeSubnets().subnets().get(0).subnetId();
    assertThatRehearsal(
            "aws:rds/subnetGroup:SubnetGroup",
            "database",
            inputs -> inputs.put("subnetIds", List.of(other)))
        .hasMessageContaining("aws:rds/subnetGroup:SubnetGroup::database: input subnetIds names ")
        .hasMessageContaining(other + ", which nothing in account " + planned.number() + " is");
  }

  @Test
  void whatAwsRefusesIsSaidInItsWordsWithTheInput() {
    assertThatRehearsal(
            "aws:ec2/subnet:Subnet",
            "network-public-a",
            inputs -> inputs.put("cidrBlock", "192.168.0.0/24"))
        .hasMessageContaining("aws:ec2/subnet:Subnet::network-public-a: AWS refuses CreateSubnet: ")
        .hasMessageContaining("input cidrBlock = 192.168.0.0/24");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatRehearsal("aws:rds/instance:Instance", "database", inputs -> inputs.remove("engine"))
        .hasMessageContaining(
            "aws:rds/instance:Instance::database: CreateDBInstance: Engine is missing: AWS requires"
                + " it in CreateDBInstanceMessage");
    assertThatRehearsal(
            "aws:lb/listener:Listener",
            "edge-http",
            inputs -> inputs.put("defaultActions", List.of(Map.of("order", 1.0))))
        .hasMessageContaining(
            "edge-http: CreateListener: DefaultActions[0].Type is missing: AWS requires it in Action");
  }

  @Test
  void aWrongConstantIsNamedWithThoseThatAwsKnows() {
    assertThatRehearsal(
            "aws:lb/targetGroup:TargetGroup", "edge", inputs -> inputs.put("protocol", "HTPP"))
        .hasMessageContaining(
            "aws:lb/targetGroup:TargetGroup::edge: CreateTargetGroup: protocol is 'HTPP'; AWS knows"
                + " HTTP, HTTPS, ");
  }

  @Test
  void anInputWithoutAPlaceIsNotDropped() {
    assertThatRehearsal(
            "aws:sns/topic:Topic", "alarms-critical", inputs -> inputs.put("signatureVersion", 2.0))
        .hasMessageContaining(
            "aws:sns/topic:Topic::alarms-critical: CreateTopic: signatureVersion has no place in"
                + " CreateTopicRequest");
  }

  @Test
  void whatWasMadeBeforeTheFaultWasFoundIsDestroyedToo() {
    // The record is at AWS by then.
    assertThatRehearsal(
            "aws:route53/record:Record", "edge-host", inputs -> inputs.put("healthCheckId", "one"))
        .hasMessageContaining("healthCheckId has no place in");
    assertThat(records()).containsOnly("NS", "SOA");
  }

  /** An account where nothing ever was: moto takes a record for one that it once had. */
  private SimulatedAccount anew() {
    try {
      HttpRequest reset =
          HttpRequest.newBuilder(moto.endpoint().resolve("/moto-api/reset"))
              .POST(BodyPublishers.noBody())
              .build();
      assertThat(HttpClient.newHttpClient().send(reset, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    } catch (IOException | InterruptedException problem) {
      throw new IllegalStateException(problem);
    }
    Stage stage =
        new Stage("bootstrap-demo", planned, context -> BootstrapStack.build(environment));
    SimulatedAccount bootstrap = stage.account(clients, mappings);
    zone = "" + stage.run(bootstrap, UnaryOperator.identity()).outputs().get("zoneId");
    return bootstrap;
  }

  private List<String> records() {
    return clients
        .of("route53", Route53Client.class)
        .listResourceRecordSets(request -> request.hostedZoneId(zone.substring(1)))
        .resourceRecordSets()
        .stream()
        .map(ResourceRecordSet::typeAsString)
        .toList();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatRehearsal(
      String type, String name, Consumer<Map<String, Object>> change) {
    SimulatedAccount bootstrap = anew();
    Destruction destruction = new Destruction(clients, mappings);
    Map<String, Set<String>> before = destruction.inventory();
    StackInputs inputs = new StackInputs(environment, StackInputs.NO_DIGEST, zone);
    Stage stage = new Stage("demo", planned, context -> EnvironmentStack.build(inputs));
    SimulatedAccount account = stage.account(clients, mappings);
    account.knowOf(bootstrap.made());
    try {
      return assertThatThrownBy(
              () -> stage.run(account, behind -> new Altered(behind, type, name, change)))
          .isInstanceOf(Failed.class);
    } finally {
      destruction.destroy(account.made());
      destruction.requireNothingLeft(before);
    }
  }
}
