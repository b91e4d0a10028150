package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are read well but say what cannot be: each with the whole message. */
class EnvironmentFaultsTest {
  @TempDir private Path temporary;
  private EnvironmentsFolder folder;

  @BeforeEach
  void copy() {
    folder = new EnvironmentsFolder(temporary);
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          demo       | platform: aws           | platform: asw            | environments/demo.yaml:5: platform is 'asw'; allowed: embedded, compose, aws. Did you mean 'aws'?
          demo       | platform: aws           | platform: {}             | environments/demo.yaml:5: platform is a map; expected one of embedded, compose, aws
          demo       | publicHost: demo        | publicHots: demo         | environments/demo.yaml:8: hosts: there is no key 'publicHots'; allowed: publicHost, tenantHost, httpsPort, httpPort, hstsSeconds, trustedProxies. Did you mean 'publicHost'?
          demo       | budget:                 | bugdet:                  | environments/demo.yaml:30: there is no key 'bugdet'; allowed: platform, size, sizes, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers. Did you mean 'budget'?
          demo       | platform: aws           | cpu: 1\\nplatform: aws   | environments/demo.yaml:5: there is no key 'cpu'; allowed: platform, size, sizes, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers. Did you mean 'server.cpu'?
          demo       | platform: aws           | zzz: 1\\nplatform: aws   | environments/demo.yaml:5: there is no key 'zzz'; allowed: platform, size, sizes, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers
          demo       | platform: aws           | "\\e[2J": 1\\nplatform: aws | environments/demo.yaml:5: there is no key '?[2J'; allowed: platform, size, sizes, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers
          demo       | platform: aws           |                          | environments/demo.yaml:7: the environment lacks platform
          demo       | publicHost: demo.genericcorp.com | # gone           | environments/demo.yaml:7: hosts lacks publicHost
          demo       | publicHost: demo.gen    | publicHost: Demo.gen     | environments/demo.yaml:8: hosts.publicHost is 'Demo.genericcorp.com'; expected a host name in lower case, without scheme and port
          demo       | "111122223333"          | 111122223333             | environments/demo.yaml:13: aws.account is the number 111122223333; expected an account's 12 digits, in quotes
          demo       | "111122223333"          | "1234"                   | environments/demo.yaml:13: aws.account is '1234'; expected an account's 12 digits, in quotes
          demo       | "111122223333"          | "1234567890123"          | environments/demo.yaml:13: aws.account is '1234567890123'; expected an account's 12 digits, in quotes (at most 12 characters)
          demo       | region: us-east-1       | region: virginia         | environments/demo.yaml:12: aws.region is 'virginia'; expected a region such as us-east-1
          demo       | natGateways: 0          | natGateways: -1          | environments/demo.yaml:17: aws.natGateways is -1; allowed: 0 to 3
          demo       | natGateways: 0          | natGateways: 0.5         | environments/demo.yaml:17: aws.natGateways is the number 0.5; expected a whole number (0 to 3)
          demo       | natGateways: 0          | natGateways: none        | environments/demo.yaml:17: aws.natGateways is the text 'none'; expected a whole number (0 to 3)
          demo       | natGateways: 0          | natGateways: 99999999999999999999 | environments/demo.yaml:17: aws.natGateways is the number 99999999999999999999; expected a whole number (0 to 3)
          demo       | multiAz: false          | multiAz: no              | environments/demo.yaml:28: database.rds.multiAz is the text 'no'; expected true or false
          demo       | storageGb: 20           | storageGb: 5             | environments/demo.yaml:28: database.rds.storageGb is 5; allowed: 20 to 65536
          demo       | db.t4g.micro            | t4g.micro                | environments/demo.yaml:28: database.rds.instanceClass is 't4g.micro'; expected a class of RDS such as db.t4g.micro
          production | cpu: 1                  | cpu: 3                   | environments/production.yaml:25: sizes.growth, sizes.planned: server.cpu is 3; allowed: 0.25, 0.5, 1, 2, 4, 8, 16
          production | cpu: 1                  | cpu:                     | environments/production.yaml:25: sizes.growth, sizes.planned: server.cpu is empty; expected one of 0.25, 0.5, 1, 2, 4, 8, 16. Give it a value, or delete the line to keep what common.yaml says
          production | logDays: 90             | logDays: 91              | environments/production.yaml:37: retention.logDays is 91; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731
          production | retention:              | features:\\nretention:   | environments/production.yaml:36: features is empty; expected a map. Give it a value, or delete the line to keep what common.yaml says
          production | sampleOrganizations: [] | sampleOrganizations: {}  | environments/production.yaml:34: sampleOrganizations is a map; expected a list
          production | sampleOrganizations: [] | sampleOrganizations: [x] | environments/production.yaml:34: sampleOrganizations[0] is the text 'x'; expected a map
          production | sampleOrganizations: [] | sampleOrganizations: [{ slug: a, name: A }] | environments/production.yaml:34: sampleOrganizations[0] lacks tier
          production | sampleOrganizations: [] | sampleOrganizations: [{ slug: a, name: "", tier: free }] | environments/production.yaml:34: sampleOrganizations[0].name is ''; expected a name in printable characters (1 to 80 characters)
          production | sampleOrganizations: [] | tiers: { fre: { agents: 9 } } | environments/production.yaml:34: tiers.fre lacks concurrentTasks, requestsPerMinute, storageGb. Did you mean 'free'?
          production | sampleOrganizations: [] | tiers: { free: { agents: 0 } } | environments/production.yaml:34: tiers.free.agents is 0; allowed: 1 to 1000000
          production | sampleOrganizations: [] | tiers: { free: { agents: x } } | environments/production.yaml:34: tiers.free.agents is the text 'x'; expected a whole number (1 to 1000000) or null
          production | sampleOrganizations: [] | alerts: { probe: { severity: critcal } } | environments/production.yaml:34: alerts.probe.severity is 'critcal'; allowed: critical, warning. Did you mean 'critical'?
          """)
  void aValueThatTheSchemaForbidsIsNamedWithItsLineAndWhatIsAllowed(
      String name, String from, String to, String message) {
    folder.replace(name + ".yaml", from, to == null ? "" : to.replace("\\n", "\n"));

    assertThat(folder.refusal(name)).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}: {1} → {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          demo       | "{slug}.demo.genericcorp.com" | "demo.genericcorp.com"        | environments/demo.yaml:9: hosts.tenantHost is 'demo.genericcorp.com'; it must start with '{slug}.': expected '{slug}.demo.genericcorp.com', or '' for one host
          demo       | "{slug}.demo.genericcorp.com" | "{slug}.genericcorp.com"      | environments/demo.yaml:9: hosts.tenantHost is '{slug}.genericcorp.com'; it must end with the public host: expected '{slug}.demo.genericcorp.com', or '' for one host
          demo       | "{slug}.demo.genericcorp.com" | "{slug}.x{}.demo.genericcorp.com" | environments/demo.yaml:9: hosts.tenantHost is '{slug}.x{}.demo.genericcorp.com'; expected '{slug}.demo.genericcorp.com', or '' for one host
          local      | httpPort: 8080                | httpPort: 8443                | environments/local.yaml:11: hosts.httpPort is 8443, as is httpsPort; they must differ
          local      | hstsSeconds: 0                | hstsSeconds: 60               | environments/local.yaml:12: hosts.hstsSeconds is 60; with httpsPort 8443 only 0 is allowed, because HSTS holds for all ports of a name and would break the redirect's
          local      | backupDays: 0                 | backupDays: 0\\nbudget: { minUsd: 0, maxUsd: 1 } | environments/local.yaml:16: budget is for platform aws only, and this one is embedded; delete it
          local      | backupDays: 0                 | backupDays: 0\\nserver: { replicas: { max: 2 } } | environments/local.yaml:16: server.replicas.max is 2; platform embedded runs 1
          demo       | budget: { minUsd: 0, maxUsd: 80 } | {}                        | environments/demo.yaml:5: platform aws needs budget as well; add it
          demo       | budget: { minUsd: 0, maxUsd: 80 } | budget: { minUsd: 90, maxUsd: 80 } | environments/demo.yaml:30: budget has minUsd 90, maxUsd 80; expected minUsd ≤ maxUsd
          demo       | max: 2                        | max: 0                        | environments/demo.yaml:25: server.replicas.max is 0; allowed: 1 to 100
          production | min: 3, planned: 6            | min: 7, planned: 6            | environments/production.yaml:57: sizes.planned: server.replicas has min 7, planned 6, max 12; expected min ≤ planned ≤ max
          production | memoryMb: 2048                | memoryMb: 1024                | environments/production.yaml:26: sizes.growth, sizes.planned: server.memoryMb is 1024; with 1 vCPU Fargate has 2048 to 8192 in steps of 1024
          production | backupDays: 35                | backupDays: 0                 | environments/production.yaml:31: database.backupDays is 0; platform aws needs at least 1
          production | sampleOrganizations: []       | sampleOrganizations: [{ slug: a, name: A, tier: growht }] | environments/production.yaml:34: there is no tier 'growht'; known: free, starter, growth, enterprise. Did you mean 'growth'?
          production | sampleOrganizations: []       | sampleOrganizations: [{ slug: www, name: A, tier: free }] | environments/production.yaml:34: the slug 'www' is reserved; choose another
          production | sampleOrganizations: []       | sampleOrganizations: [{ slug: a--b, name: A, tier: free }] | environments/production.yaml:34: sampleOrganizations[0].slug is 'a--b'; expected 1 to 40 lower-case letters, digits and single inner hyphens, a letter first
          production | sampleOrganizations: []       | sampleOrganizations: [{ slug: a, name: A, tier: free }, { slug: a, name: B, tier: free }] | environments/production.yaml:34: the slug 'a' is there already, in line 34; choose another
          """)
  void valuesThatDoNotGoTogetherAreNamedInTheSameWay(
      String name, String from, String to, String message) {
    folder.replace(name + ".yaml", from, "{}".equals(to) ? "" : to.replace("\\n", "\n"));

    assertThat(folder.refusal(name)).isEqualTo(message);
  }

  @Test
  void aWildcardDirectlyUnderLocalhostIsRefused() {
    folder
        .replace("local.yaml", "publicHost: demo.localhost", "publicHost: localhost")
        .replace("local.yaml", "{slug}.demo.localhost", "{slug}.localhost");

    assertThat(folder.refusal("local"))
        .isEqualTo(
            "environments/local.yaml:9: hosts.tenantHost is '{slug}.localhost'; browsers refuse a"
                + " wildcard certificate directly under localhost; use a host below it, such as"
                + " demo.localhost");
  }

  @Test
  void allFaultsOfAFileAndOfTheCommonOneAreReportedAtOnceInTheirOrder() {
    folder
        .replace("common.yaml", "taskWorkers: 4", "taskWorkers: 0")
        .replace("demo.yaml", "platform: aws", "platform: amazon")
        .replace("demo.yaml", "{slug}.demo.genericcorp.com", "{slug}.elsewhere.com")
        .replace("demo.yaml", "natGateways: 0", "natGateways: many")
        .replace("demo.yaml", "maxUsd: 80", "maxUsd: -80")
        .replace("demo.yaml", "beta: true", "beta: true\n  beta: false");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            """
            6 faults in the environments' files
              environments/common.yaml:16: server.taskWorkers is 0; allowed: 1 to 256
              environments/demo.yaml:5: platform is 'amazon'; allowed: embedded, compose, aws
              environments/demo.yaml:9: hosts.tenantHost is '{slug}.elsewhere.com'; it must end with the public host: expected '{slug}.demo.genericcorp.com', or '' for one host
              environments/demo.yaml:17: aws.natGateways is the text 'many'; expected a whole number (0 to 3)
              environments/demo.yaml:30: budget.maxUsd is -80; allowed: 1 to 1000000
              environments/demo.yaml:34: 'beta' is written twice, first in line 33; keep one""");
  }

  @Test
  void faultsOfSeveralEnvironmentsAreReportedAtOnceAndACommonOneOnlyOnce() {
    folder
        .replace("common.yaml", "taskWorkers: 4", "taskWorkers: 0")
        .replace("demo.yaml", "platform: aws", "platform: amazon")
        .replace("local.yaml", "platform: embedded", "platform: here");

    assertThatThrownBy(() -> folder.environments().loadAll())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            3 faults in the environments' files
              environments/common.yaml:16: server.taskWorkers is 0; allowed: 1 to 256
              environments/demo.yaml:5: platform is 'amazon'; allowed: embedded, compose, aws
              environments/local.yaml:5: platform is 'here'; allowed: embedded, compose, aws""");
  }

  @Test
  void manyFaultsAreCountedInsteadOfPrinted() {
    StringBuilder text = new StringBuilder("platform: aws\n");
    for (int line = 2; line <= 70; line++) {
      text.append("unknown").append(line).append(": 1\n");
    }
    folder.write("demo.yaml", text.toString());

    assertThat(folder.refusal("demo"))
        .startsWith("73 faults in the environments' files\n")
        .endsWith("  … and 23 more")
        .hasLineCount(52);
  }

  @Test
  void aValueOfTheCommonFileIsReportedWhereItIsWritten() {
    folder.replace("common.yaml", "offboardingGraceDays: 30", "offboardingGraceDays: 0");

    assertThat(folder.refusal("production"))
        .isEqualTo(
            "environments/common.yaml:44: retention.offboardingGraceDays is 0; allowed: 1 to 3650");
  }

  @Test
  void whatIsMissingIsReportedInTheEnvironmentsOwnFile() {
    folder.write("demo.yaml", "# nothing\n\nserver: {}\n");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            """
            2 faults in the environments' files
              environments/demo.yaml:3: hosts lacks publicHost, tenantHost
              environments/demo.yaml:3: the environment lacks platform""");
  }

  @Test
  void aFaultyCommonValueThatTheEnvironmentReplacesIsNotItsFault() {
    folder.replace("common.yaml", "logDays: 14", "logDays: 15");

    assertThat(folder.environments().load("production").retention().logDays()).isEqualTo(90);
    assertThat(folder.refusal("demo")).startsWith("environments/common.yaml:42: retention.logDays");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThat(folder.refusal("prodction"))
        .isEqualTo(
            "there is no environment 'prodction'; known: demo, local, production, selfhosted."
                + " Did you mean 'production'?");
    assertThat(folder.refusal("../demo"))
        .isEqualTo("there is no environment '../demo'; known: demo, local, production, selfhosted");
    assertThat(folder.refusal("common"))
        .isEqualTo("there is no environment 'common'; known: demo, local, production, selfhosted");
  }

  @Test
  void aFaultyNameIsPrintedWithoutItsControlCharacters() {
    folder.write("a\u001b[2J.yaml", "platform: aws\n");

    assertThat(folder.refusal("demo"))
        .startsWith("environments/a?[2J.yaml: ")
        .doesNotContain("\u001b");
  }

  @Test
  void aFileWhoseNameCanBeNoEnvironmentsIsRefused() {
    folder.write("Staging 2.yaml", "platform: aws\n");

    assertThat(folder.refusal("demo"))
        .isEqualTo(
            "environments/Staging 2.yaml: a file is named like its environment; expected at most"
                + " 24 lower-case letters, digits and single hyphens between them, a letter first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial-", "a--b", "of-twenty-five-characters"})
  void aNameThatAwsWouldRefuseOfALoadBalancerIsRefused(String name) {
    folder.write(name + ".yaml", "platform: aws\n");

    assertThat(folder.refusal("demo"))
        .startsWith("environments/" + name + ".yaml: a file is named");
  }

  @Test
  void valuesOfTwoFilesThatDoNotGoTogetherAreReportedInTheEnvironmentsOwn() {
    folder
        .replace("selfhosted.yaml", "hstsSeconds: 0", "httpsPort: 80")
        .replace("local.yaml", "platform: embedded", "platform: aws");

    assertThat(folder.refusal("selfhosted"))
        .isEqualTo(
            """
            2 faults in the environments' files
              environments/selfhosted.yaml:10: hosts.hstsSeconds is 31536000; with httpsPort 80 only 0 is allowed, because HSTS holds for all ports of a name and would break the redirect's
              environments/selfhosted.yaml:10: hosts.httpPort is 80, as is httpsPort; they must differ""");
    assertThat(folder.refusal("local").lines())
        .allMatch(line -> line.startsWith("4 faults") || line.contains("environments/local.yaml:"));
  }
}
