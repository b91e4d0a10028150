package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an environment in AWS and its waivers cannot be: each with the whole message. */
class AwsFaultsTest {
  @TempDir private Path temporary;
  private EnvironmentsFolder folder;

  @BeforeEach
  void copy() {
    folder = new EnvironmentsFolder(temporary);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          zone: demo.genericcorp.com | zone: corp.com          | :14: aws.zone is 'corp.com', in which hosts.publicHost 'demo.genericcorp.com' does not lie; expected a domain that the host ends with
          zone: demo.genericcorp.com | zone: com               | :14: aws.zone is 'com'; expected a domain in lower case, such as example.com
          zone: demo.genericcorp.com | zone: genericcorp.com.  | :14: aws.zone is 'genericcorp.com.'; expected a domain in lower case, such as example.com
          agenthq.dev             | agenthq                 | :15: aws.alternativeZones[1] is 'agenthq'; expected a domain in lower case, such as example.com
          agenthq.dev             | tryagenthq.com          | :15: aws.alternativeZones has 'tryagenthq.com', which is the zone itself or there already; delete it
          agenthq.dev             | demo.genericcorp.com    | :15: aws.alternativeZones has 'demo.genericcorp.com', which is the zone itself or there already; delete it
          availabilityZones: 2    | availabilityZones: 1    | :16: aws.availabilityZones is 1; allowed: 2 to 3
          availabilityZones: 2    | availabilityZones: 4    | :16: aws.availabilityZones is 4; allowed: 2 to 3
          natGateways: 0          | natGateways: 3          | :17: aws.natGateways is 3; with 2 availability zones allowed: 0, 1 or 2
          firewall: false         | firewall: off           | :18: aws.firewall is the text 'off'; expected true or false
          sre@genericcorp.com     | sre                     | :20: aws.alertEmail is 'sre'; expected an address such as sre@example.com
          sre@genericcorp.com     | a@b@genericcorp.com     | :20: aws.alertEmail is 'a@b@genericcorp.com'; expected an address such as sre@example.com
          genericcorp/agenthq     | agenthq                 | :21: aws.githubRepository is 'agenthq'; expected a repository as owner/name
          genericcorp/agenthq     | genericcorp/*           | :21: aws.githubRepository is 'genericcorp/*'; expected a repository as owner/name
          natGateways: 0          | natGateways: 0\\n  sandboxAccount: "1234" | :18: aws.sandboxAccount is '1234'; expected an account's 12 digits, in quotes
          natGateways: 0          | natGateways: 0\\n  sandboxAccount: 210987654321 | :18: aws.sandboxAccount is the number 210987654321; expected an account's 12 digits, in quotes
          requestsPerSecond: 0.5  | requestsPerSecond: 0    | :22: aws.traffic.requestsPerSecond is 0; allowed: 0.001 to 100000
          requestsPerSecond: 0.5  | requestsPerSecond: many | :22: aws.traffic.requestsPerSecond is the text 'many'; expected a number
          , logKb: 0.5            | ` `                     | :22: aws.traffic lacks logKb
          AWS_333                 | 333                     | :38: waivers[0].policy is the number 333; expected a policy's number such as AWS_333
          AWS_333                 | CKV_AWS_333             | :38: waivers[0].policy is 'CKV_AWS_333'; expected a policy's number such as AWS_333
          resource: "*"           | resource: "service-*"   | :39: waivers[0].resource is 'service-*'; expected a resource's name, or '*'
          reason: without         | raeson: without         | :40: waivers[0]: there is no key 'raeson'; allowed: policy, resource, reason, until. Did you mean 'reason'?
          until: 2027-11-30       | until: 30.11.2027       | :41: waivers[0].until is '30.11.2027'; expected a day such as 2027-06-30
          until: 2027-11-30       | until: 2027-11-31       | :41: a waiver's until is '2027-11-31'; expected a day such as 2027-06-30
          until: 2027-11-30       | # for ever              | :38: waivers[0] lacks until
          until: 2027-11-30       | until: 2027-11-30\\n  - { policy: AWS_333, resource: "*", reason: again, until: 2027-01-01 } | :42: the waiver for AWS_333 of * is there already, in line 38; keep one
          """)
  void aFaultIsNamedWithItsLineAndWhatIsAllowed(String from, String to, String fault) {
    folder.replace("demo.yaml", from, to.replace("\\n", "\n"));

    assertThat(folder.refusal("demo")).isEqualTo("environments/demo.yaml" + fault);
  }

  @Test
  void onlyInAwsAreTherePoliciesToWaive() {
    folder.replace(
        "local.yaml",
        "platform: embedded",
        "platform: embedded\n"
            + "waivers: [{ policy: HQ_1, resource: a, reason: why, until: 2027-01-01 }]");

    assertThat(folder.refusal("local"))
        .isEqualTo(
            "environments/local.yaml:6: waivers are for platform aws only, and this one is"
                + " embedded; delete them");
  }

  @Test
  void waiversAreForAWhile() {
    assertThat(folder.environments().load("demo").waivers())
        .hasSize(2)
        .first()
        .returns("AWS_333", Waiver::policy)
        .returns(Waiver.ANY, Waiver::resource)
        .returns(LocalDate.of(2027, 11, 30), Waiver::until);
    assertThat(folder.environments().load("production").waivers())
        .extracting(Waiver::policy)
        .containsExactly("HQ_15");
  }

  @Test
  void theRecordsRefuseThemByThemselves() {
    assertThatThrownBy(() -> waiver("until soon ", "2027-06-30"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "a waiver's reason is 'until soon '; expected a reason in printable characters");
    assertThatThrownBy(() -> waiver("", "2027-06-30")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> waiver("why", "2027-02-29"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("a waiver's until is '2027-02-29'; expected a day such as 2027-06-30");
    assertThatThrownBy(() -> traffic("0.0009"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("aws.traffic.requestsPerSecond is 0.0009; allowed: 0.001 to 100000");
    assertThatThrownBy(() -> aws(2, 3))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("aws.natGateways is 3; with 2 availability zones allowed: 0, 1 or 2");
    assertThat(aws(3, 1).natGateways()).isEqualTo(1);
  }

  @Test
  void equalTrafficIsEqualHoweverItIsWritten() {
    assertThat(traffic("10.0")).isEqualTo(traffic("10")).isEqualTo(traffic("1E+1"));
    assertThat(traffic("1E+1").requestsPerSecond()).hasToString("10");
  }

  @Test
  void onlyAnAccountThatIsNamedTwiceIsASandbox() {
    folder.replace(
        "demo.yaml", "natGateways: 0 ", "natGateways: 0\n  sandboxAccount: '111122223333'\n  #");
    assertThat(folder.environments().load("demo").aws().orElseThrow().isSandbox()).isTrue();
    folder.replace("demo.yaml", "account: \"111122223333\"", "account: \"210987654321\"");
    assertThat(folder.environments().load("demo").aws().orElseThrow().isSandbox()).isFalse();
  }

  private static Waiver waiver(String reason, String until) {
    return new Waiver("HQ_1", "database-instance", reason, Waiver.day(until));
  }

  private static Aws aws(int availabilityZones, int natGateways) {
    return new Aws(
        "us-east-1",
        "210987654321",
        "example.com",
        Optional.empty(),
        availabilityZones,
        natGateways,
        true,
        true,
        "sre@example.com",
        "example/service",
        Optional.empty(),
        traffic("1"));
  }

  private static Aws.Traffic traffic(String requestsPerSecond) {
    return new Aws.Traffic(
        new BigDecimal(requestsPerSecond), BigDecimal.ONE, new BigDecimal("0.25"));
  }
}
